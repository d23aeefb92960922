import clsx from 'clsx';
import { useId } from 'react';

export interface CheckFieldProps {
  readonly label: string;
  /** What it means, or why it cannot be had; read out with the field. */
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A choice between on and off, with its explanation below. */
export function CheckField({ label, hint, isChecked, isDisabled = false, onChange }: CheckFieldProps) {
  const hintId = useId();
  return (
    <div className="flex min-w-0 flex-col">
      <label className={clsx('flex min-h-(--control) items-center gap-2 pointer-coarse:min-h-11', isDisabled && 'text-muted')}>
        <input
          type="checkbox"
          checked={isChecked}
          disabled={isDisabled}
          aria-describedby={hint === undefined ? undefined : hintId}
          className="size-4 shrink-0 accent-accent"
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={hintId} className="pl-6 text-secondary text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
