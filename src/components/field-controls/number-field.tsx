import clsx from 'clsx';
import { useRef, useState, type KeyboardEvent } from 'react';
import { FIELD, FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { evaluateExpression } from './number-expression';
import { commitNumber, formatNumber, stepNumber, toNumber, type NumberSpec } from './number-value';
import { t } from './texts';
import { useGesture } from './use-gesture';
import { useScrub } from './use-scrub';
import { useWheelSteps } from './use-wheel-steps';

/**
 * A number: type it (arithmetic like `512*1.5`), arrow keys (Shift = ten steps), the wheel while it has the focus, or drag sideways with
 * the mouse. What is typed becomes the value on Enter and on leaving; Escape takes it back.
 */
export function NumberField(props: FieldProps & { readonly number: NumberSpec }) {
  const { number, value, label, isLinked, problem } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [isFocused, setFocused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const gesture = useGesture(props);
  const shown = formatNumber(value);

  const edit = (text: string | null): void => {
    setDraft(text);
    setRefusal(undefined);
  };
  const put = (next: number | bigint): void => {
    edit(null);
    if (next !== value) gesture.change(next);
  };
  /** Makes the typed text the value; false when it is no number. */
  const settle = (): boolean => {
    if (draft === null || draft === shown) {
      setDraft(null);
      return true;
    }
    const typed = evaluateExpression(draft);
    if (typed === null) setRefusal(draft.trim() === '' ? t.emptyNumber({ value: shown }) : t.notANumber({ text: draft, value: shown }));
    else put(commitNumber(number, typed));
    return typed !== null;
  };
  const step = (count: number): void => {
    const typed = draft === null ? null : evaluateExpression(draft);
    put(stepNumber(number, typed ?? value, count));
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      // Ctrl+Enter goes on to the page and runs what was just typed; a run with the old value would be a surprise.
      if (settle()) gesture.end();
      else event.stopPropagation();
    } else if (event.key === 'Escape' && draft !== null) {
      edit(null);
      event.stopPropagation();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    }
  };
  const handleBlur = (): void => {
    setFocused(false);
    if (!settle()) setDraft(null);
    gesture.end();
  };
  const scrub = useScrub({
    value,
    isOff: isLinked,
    onStep: (from, count) => put(stepNumber(number, from, count)),
    onEnd: gesture.end,
  });
  useWheelSteps(field, isFocused && !isLinked, step);

  return (
    <FieldFrame problem={refusal ?? problem}>
      {(attributes) => (
        <input
          {...attributes}
          {...scrub}
          ref={field}
          type="text"
          inputMode="decimal"
          role="spinbutton"
          aria-label={label}
          aria-valuenow={Number(toNumber(value))}
          aria-valuetext={shown}
          aria-valuemin={Number(number.min)}
          aria-valuemax={Number(number.max)}
          autoComplete="off"
          disabled={isLinked}
          title={isLinked ? t.fedByWire : refusal}
          className={clsx(FIELD, OWN_GESTURES, 'cursor-ew-resize text-right tabular-nums focus:cursor-text')}
          value={draft ?? shown}
          onChange={(event) => edit(event.target.value)}
          onFocus={(event) => {
            setFocused(true);
            event.target.select();
          }}
          onBlur={handleBlur}
          onKeyDown={handleKeyDown}
          onKeyUp={(event) => event.key.startsWith('Arrow') && gesture.end()}
          onPointerLeave={gesture.end}
        />
      )}
    </FieldFrame>
  );
}
