import { Component, type ReactNode } from 'react';
import type { Clock, TimerHandle } from '@/lib/clock';
import { toAppError } from '@/lib/errors';
import { useSession } from '@/session/session-provider';
import { t } from './texts';

/** A part that failed is tried again after this time: nobody stands there to press anything. */
const AGAIN_AFTER_MS = 30_000;

/** Keeps a failing part of the wall from taking the others with it. */
export function TileBoundary({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { clock } = useSession();
  return (
    <Boundary name={name} clock={clock}>
      {children}
    </Boundary>
  );
}

interface Props {
  readonly name: string;
  readonly clock: Clock;
  readonly children: ReactNode;
}

class Boundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };
  private timer: TimerHandle | null = null;

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: toAppError(error).message };
  }

  override componentDidCatch() {
    this.timer ??= this.props.clock.after(AGAIN_AFTER_MS, () => {
      this.timer = null;
      this.setState({ message: null });
    });
  }

  override componentWillUnmount() {
    this.timer?.cancel();
    this.timer = null;
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <section aria-label={this.props.name} className="flex min-h-0 min-w-0 flex-col justify-center gap-[0.3em] overflow-hidden">
        <h2 className="font-semibold">{t.tileFailed({ name: this.props.name })}</h2>
        <p className="text-muted">{t.tileFailedHint}</p>
      </section>
    );
  }
}
