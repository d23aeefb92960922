import clsx from 'clsx';
import { useId } from 'react';
import type { ComponentProps } from 'react';

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; said at once to screen readers. */
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A line of text with its label above and, below, what it is for or what is wrong with it. */
export function TextInput({ label, hint, error = null, value, onChange, className, ...rest }: TextInputProps) {
  const id = useId();
  const noteId = useId();
  const hasNote = error !== null || hint !== undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        type="text"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={hasNote ? noteId : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={clsx(
          'min-h-(--control) w-full rounded-control border bg-sunken px-2 text-text placeholder:text-muted pointer-coarse:min-h-11',
          error === null ? 'border-border-strong' : 'border-danger',
          className,
        )}
      />
      {hasNote && (
        <p
          id={noteId}
          role={error === null ? undefined : 'alert'}
          className={clsx('text-secondary', error === null ? 'text-muted' : 'text-danger')}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
