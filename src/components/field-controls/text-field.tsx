import clsx from 'clsx';
import { Maximize2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { toText } from '@/graph/node-types/json-read';
import { IconButton } from '@/ui/button';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { PromptArea } from './prompt-area';
import { t } from './texts';
import { useGesture } from './use-gesture';

const TextEditor = lazy(async () => ({ default: (await import('./text-editor')).TextEditor }));

export type TextFieldProps = FieldProps & {
  readonly isMultiline: boolean;
  readonly placeholder?: string | undefined;
  readonly hasDynamicPrompts?: boolean;
};

/** Text of one line or many; each keystroke is a change, leaving the field ends the gesture. Many lines open in an editor of their own. */
export function TextField(props: TextFieldProps) {
  return props.isMultiline ? <LongField {...props} /> : <LineField {...props} />;
}

function LineField(props: TextFieldProps) {
  const { value, label, isLinked, problem, placeholder } = props;
  const gesture = useGesture(props);
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          aria-label={label}
          placeholder={placeholder}
          // A linked field stays readable and can be scrolled; it only takes no typing.
          readOnly={isLinked}
          title={isLinked ? t.fedByWire : undefined}
          value={toText(value)}
          spellCheck={false}
          className={clsx(FIELD, OWN_GESTURES, 'read-only:text-faint')}
          onChange={(event) => gesture.change(event.target.value)}
          onBlur={gesture.end}
        />
      )}
    </FieldFrame>
  );
}

function LongField(props: TextFieldProps) {
  const { value, label, isLinked, problem, placeholder, hasDynamicPrompts = false } = props;
  const gesture = useGesture(props);
  const [isExpanded, setExpanded] = useState(false);
  const text = toText(value);
  return (
    <FieldFrame problem={problem} className="relative flex h-full w-full min-w-0 flex-col">
      {(attributes) => (
        <>
          <PromptArea
            {...attributes}
            aria-label={label}
            placeholder={placeholder}
            readOnly={isLinked}
            title={isLinked ? t.fedByWire : undefined}
            value={text}
            className={clsx(
              FIELD,
              OWN_GESTURES,
              'nowheel h-full min-h-12 flex-1 resize-none py-1 pr-7 read-only:text-faint pointer-coarse:h-full',
            )}
            onText={gesture.change}
            onBlur={gesture.end}
          />
          <IconButton
            label={t.expand({ label })}
            className={`${OWN_GESTURES} absolute! top-1 right-1 size-6! bg-sunken`}
            onClick={() => setExpanded(true)}
          >
            <Maximize2 size={14} strokeWidth={1.75} aria-hidden />
          </IconButton>
          {isExpanded && (
            <Suspense>
              <TextEditor
                label={label}
                value={text}
                isReadOnly={isLinked}
                hasDynamicPrompts={hasDynamicPrompts}
                onText={gesture.change}
                onClose={() => {
                  setExpanded(false);
                  gesture.end();
                }}
              />
            </Suspense>
          )}
        </>
      )}
    </FieldFrame>
  );
}
