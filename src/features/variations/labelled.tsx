import { useId, type ReactNode } from 'react';

/** How native fields of this feature look. */
export const FIELD =
  'min-h-7 w-full min-w-0 rounded-control border border-border-strong bg-sunken px-1.5 text-text pointer-coarse:min-h-11';

export interface LabelledProps {
  readonly label: string;
  /** Stands below and is read out with the field. */
  readonly hint?: string;
  readonly children: (field: { readonly id: string; readonly 'aria-describedby': string | undefined }) => ReactNode;
}

/** A field with its name above and a hint below. */
export function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-0.5">
      <label htmlFor={id} className="text-secondary text-muted">
        {label}
      </label>
      {children({ id, 'aria-describedby': hint === undefined ? undefined : hintId })}
      {hint !== undefined && (
        <p id={hintId} className="text-secondary text-muted tabular-nums">
          {hint}
        </p>
      )}
    </div>
  );
}
