import clsx from 'clsx';
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { t } from './texts';

/** Nothing here yet: says so and teaches the next step. */
export function EmptyState({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children?: ReactNode }) {
  return (
    <div className="flex h-full min-h-32 flex-col items-center justify-center gap-2 p-6 text-center">
      <p className="text-title font-semibold">{title}</p>
      {hint !== undefined && <p className="max-w-80 text-muted">{hint}</p>}
      {children}
    </div>
  );
}

export interface ErrorStateProps {
  readonly title: string;
  readonly detail?: string;
  readonly retryLabel?: string;
  readonly onRetry?: () => void;
}

/** Something could not be had: what, why, and a way to try again. */
export function ErrorState({ title, detail, retryLabel = t.retry, onRetry }: ErrorStateProps) {
  return (
    <div role="alert" className="flex min-h-32 flex-col items-center justify-center gap-2 p-6 text-center">
      <p className="flex items-center gap-2 text-title font-semibold text-danger">
        <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
        {title}
      </p>
      {detail !== undefined && <p className="max-w-96 break-words text-muted">{detail}</p>}
      {onRetry !== undefined && (
        <Button icon={<RotateCw size={16} strokeWidth={1.75} aria-hidden />} onClick={onRetry}>
          {retryLabel}
        </Button>
      )}
    </div>
  );
}

/** A grey block in the final shape of what is loading. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded-control bg-raised', className)} />;
}
