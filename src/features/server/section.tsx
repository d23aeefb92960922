import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A titled part of the overview. */
export function Section({ title, children }: SectionProps) {
  return (
    <section aria-label={title} className="border-b border-border px-3 py-3 last:border-b-0">
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

/** Says what is missing, or why, within a part. */
export function SectionNote({ children }: { readonly children: ReactNode }) {
  return <p className="text-secondary text-muted">{children}</p>;
}
