import type { InputSpec } from '@/graph/node-types/node-type';
import type { JsonValue } from '@/lib/json';

/**
 * What every control of a widget input takes. A control keeps its draft text to itself, calls `onChange` for each step of a
 * continuous gesture (typing, scrubbing) and `onCommit` when the gesture ends, so that a gesture is one undo step.
 */
export interface FieldProps {
  readonly spec: InputSpec;
  /** Class of the node the input belongs to: its definition is read again after an upload. */
  readonly nodeClass: string;
  readonly value: JsonValue;
  /** The accessible name: the input's name. */
  readonly label: string;
  /** True when a wire feeds the input: shown, kept, not editable. */
  readonly isLinked: boolean;
  /** Worded refusal or problem of this input, shown at the control. */
  readonly problem?: string | undefined;
  readonly onChange: (value: JsonValue) => void;
  readonly onCommit: () => void;
}
