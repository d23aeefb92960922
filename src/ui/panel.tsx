import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface PanelProps {
  /** The region's name and visible heading. */
  readonly title: string;
  /** Buttons at the right of the heading. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled region that fills its parent; the body scrolls. */
export function Panel({ title, actions, className, children }: PanelProps) {
  return (
    <section aria-label={title} className={clsx('flex h-full min-h-0 min-w-0 flex-col bg-surface', className)}>
      <header className="flex min-h-10 items-center gap-2 border-b border-border px-3">
        <h2 className="flex-1 truncate text-title font-semibold">{title}</h2>
        {actions}
      </header>
      <div className="relative min-h-0 flex-1 overflow-auto">{children}</div>
    </section>
  );
}
