import type { ReactNode } from 'react';

/** A part of a run's details under its heading. */
export function DetailSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h4 className="font-semibold">{title}</h4>
      {children}
    </section>
  );
}
