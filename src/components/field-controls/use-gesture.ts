import { useRef } from 'react';
import type { JsonValue } from '@/lib/json';
import type { FieldProps } from './field-props';

/** The changes of one gesture (typing, scrubbing, a held arrow key) as one undo step. */
export interface Gesture {
  readonly change: (value: JsonValue) => void;
  /** Commits once; nothing when nothing was changed since the last time. */
  readonly end: () => void;
}

/** Follows one control's gestures. */
export function useGesture({ onChange, onCommit }: Pick<FieldProps, 'onChange' | 'onCommit'>): Gesture {
  const hasChanged = useRef(false);
  return {
    change: (value) => {
      hasChanged.current = true;
      onChange(value);
    },
    end: () => {
      if (!hasChanged.current) return;
      hasChanged.current = false;
      onCommit();
    },
  };
}
