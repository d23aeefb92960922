import clsx from 'clsx';
import { toText } from '@/graph/node-types/json-read';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';
import { useGesture } from './use-gesture';

export type TextFieldProps = FieldProps & { readonly isMultiline: boolean; readonly placeholder?: string | undefined };

/** Text of one line or many; each keystroke is a change, leaving the field ends the gesture. */
export function TextField(props: TextFieldProps) {
  const { value, label, isLinked, problem, isMultiline, placeholder } = props;
  const gesture = useGesture(props);
  const common = {
    'aria-label': label,
    placeholder,
    // A linked field stays readable and can be scrolled; it only takes no typing.
    readOnly: isLinked,
    title: isLinked ? t.fedByWire : undefined,
    value: toText(value),
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => gesture.change(event.target.value),
    onBlur: gesture.end,
  };
  return (
    <FieldFrame problem={problem} className={isMultiline ? 'flex h-full w-full min-w-0 flex-col' : 'w-full min-w-0'}>
      {(attributes) =>
        isMultiline ? (
          <textarea
            {...common}
            {...attributes}
            className={clsx(
              FIELD,
              OWN_GESTURES,
              'nowheel h-full min-h-12 flex-1 resize-none py-1 read-only:text-faint pointer-coarse:h-full',
            )}
          />
        ) : (
          <input {...common} {...attributes} type="text" className={clsx(FIELD, OWN_GESTURES, 'read-only:text-faint')} />
        )
      }
    </FieldFrame>
  );
}
