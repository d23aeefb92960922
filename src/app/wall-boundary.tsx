import { Component, type ReactNode } from 'react';
import { readPageVersion } from '@/api/page-version';
import { toAppError } from '@/lib/errors';
import type { Clock, TimerHandle } from '@/lib/clock';
import { useSession } from '@/session/session-provider';
import { t } from './texts';

/** Nobody stands before a wall to press "reload". */
const RELOAD_AFTER_MS = 30_000;

/** What it does to the page; tests have their own. */
interface Hands {
  /** Without its host a reload would leave the browser's error page on the wall. */
  readonly canLoad: () => Promise<boolean>;
  readonly reload: () => void;
}

const PAGE: Hands = {
  canLoad: async () => (await readPageVersion(document.baseURI)) !== null,
  reload: () => window.location.reload(),
};

/** The last resort of a wall that failed as a whole: it says so and loads itself anew. */
export function WallBoundary({ children, hands = PAGE }: { readonly children: ReactNode; readonly hands?: Hands }) {
  const { clock } = useSession();
  return (
    <Boundary clock={clock} hands={hands}>
      {children}
    </Boundary>
  );
}

interface Props {
  readonly clock: Clock;
  readonly hands: Hands;
  readonly children: ReactNode;
}

class Boundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };
  private timer: TimerHandle | null = null;

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: toAppError(error).message };
  }

  override componentDidCatch() {
    this.timer ??= this.wait();
  }

  override componentWillUnmount() {
    this.timer?.cancel();
    this.timer = null;
  }

  private wait(): TimerHandle {
    const { clock, hands } = this.props;
    return clock.after(RELOAD_AFTER_MS, () => {
      void hands.canLoad().then((can) => {
        if (can) hands.reload();
        else if (this.timer !== null) this.timer = this.wait();
      });
    });
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="flex h-dvh flex-col items-center justify-center gap-4 bg-canvas p-8 text-center text-large">
        <h1 className="font-semibold">{t.failedPage}</h1>
        <p>{t.failedWallHint}</p>
        <p className="text-muted">{message}</p>
      </main>
    );
  }
}
