import { Component, type ReactNode } from 'react';
import { toAppError, type AppError } from '@/lib/errors';
import { ErrorState } from '@/ui/states';
import { t } from './texts';

interface State {
  readonly error: AppError | null;
}

/** Keeps a failing panel from taking the page with it; `resetKey` (a route, a document) clears the failure. */
export class ErrorBoundary extends Component<{ readonly resetKey: string; readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: toAppError(error) };
  }

  override componentDidUpdate(previous: { readonly resetKey: string }) {
    if (previous.resetKey !== this.props.resetKey && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorState title={t.failedPage} detail={`${t.failedPageHint} (${error.message})`} onRetry={() => this.setState({ error: null })} />
    );
  }
}
