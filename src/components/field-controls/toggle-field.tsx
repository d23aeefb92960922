import clsx from 'clsx';
import { FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';

export type ToggleFieldProps = FieldProps & { readonly labelOn?: string | undefined; readonly labelOff?: string | undefined };

/** A switch with the words the node gives its two states. */
export function ToggleField({ value, label, isLinked, problem, labelOn, labelOff, onChange, onCommit }: ToggleFieldProps) {
  const isOn = value === true;
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <button
          {...attributes}
          type="button"
          role="switch"
          aria-checked={isOn}
          aria-label={label}
          disabled={isLinked}
          title={isLinked ? t.fedByWire : undefined}
          className={clsx(
            OWN_GESTURES,
            'flex h-6 w-full min-w-0 items-center justify-end gap-2 rounded-control disabled:text-faint pointer-coarse:h-11',
          )}
          onClick={() => {
            onChange(!isOn);
            onCommit();
          }}
        >
          <span aria-hidden className="truncate">
            {isOn ? (labelOn ?? t.on) : (labelOff ?? t.off)}
          </span>
          <span
            aria-hidden
            className={clsx(
              'flex h-4 w-7 shrink-0 items-center rounded-full border border-border-strong px-0.5',
              isOn ? 'bg-accent' : 'bg-sunken',
            )}
          >
            <span
              className={clsx(
                'size-2.5 rounded-full transition-transform duration-quick',
                isOn ? 'translate-x-3 bg-on-accent' : 'bg-border-strong',
              )}
            />
          </span>
        </button>
      )}
    </FieldFrame>
  );
}
