import clsx from 'clsx';
import { useState } from 'react';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';
import { useGesture } from './use-gesture';

/** A colour as `#rrggbb`: chosen from the browser's own picker or typed. What is typed and is no colour does not become the value. */
export function ColorField(props: FieldProps & { readonly value: string }) {
  const { value, label, isLinked, problem } = props;
  const gesture = useGesture(props);
  const [draft, setDraft] = useState<string | null>(null);
  const settle = (): void => {
    const color = draft === null ? null : toHex(draft);
    setDraft(null);
    if (color !== null && color !== value) gesture.change(color);
    gesture.end();
  };
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <span className="flex items-center gap-1">
          <input
            type="color"
            aria-label={t.pickColor({ label })}
            disabled={isLinked}
            className={clsx(
              OWN_GESTURES,
              'h-6 w-9 shrink-0 rounded-control border border-border-strong bg-sunken pointer-coarse:h-11 pointer-coarse:w-11',
            )}
            value={toHex(value) ?? '#000000'}
            onChange={(event) => gesture.change(event.target.value)}
            onBlur={gesture.end}
          />
          <input
            {...attributes}
            type="text"
            aria-label={label}
            disabled={isLinked}
            title={isLinked ? t.fedByWire : undefined}
            spellCheck={false}
            className={clsx(FIELD, OWN_GESTURES, 'font-mono')}
            value={draft ?? value}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && settle()}
            onBlur={settle}
          />
        </span>
      )}
    </FieldFrame>
  );
}

/** `abc`, `#ABC`, `#aabbcc` → `#aabbcc`; null for what is no such colour. */
function toHex(text: string): string | null {
  const found = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (found === undefined) return null;
  return `#${found.length === 3 ? found.replace(/./g, '$&$&') : found}`;
}
