import clsx from 'clsx';
import { toText } from '@/graph/node-types/json-read';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';

/** Values may be whole pictures as text; a line needs no more than this. */
const MAX_CHARACTERS = 500;

/** A value of a kind this program does not draw: shown, kept and sent unchanged. */
export function UnknownField({ value, label, problem, isLinked }: FieldProps) {
  const text = toText(value);
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          readOnly
          aria-label={label}
          title={isLinked ? t.fedByWire : t.keptValue}
          className={clsx(FIELD, OWN_GESTURES, 'font-mono text-secondary read-only:text-faint')}
          value={text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}
        />
      )}
    </FieldFrame>
  );
}
