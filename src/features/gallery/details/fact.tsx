import type { ReactNode } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';

export interface FactProps {
  readonly name: string;
  readonly copy?: { readonly label: string; readonly value: string };
  readonly children: ReactNode;
}

/** One named value of a description list; it may be copied. */
export function Fact({ name, copy, children }: FactProps) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-start gap-1 tabular-nums">
        <span className="min-w-0 flex-1 break-words">{children}</span>
        {copy !== undefined && <CopyButton label={copy.label} value={copy.value} />}
      </dd>
    </div>
  );
}
