import clsx from 'clsx';
import { toText } from '@/graph/node-types/json-read';
import { toControlMode } from '@/graph/node-types/widget-spec';
import type { JsonValue } from '@/lib/json';
import { FIELD, OWN_GESTURES } from './field-frame';
import { t } from './texts';

const MODES = ['fixed', 'increment', 'decrement', 'randomize'] as const;
const LIST_MODES = [...MODES, 'increment-wrap'] as const;

export interface SeedModeProps {
  readonly value: JsonValue;
  /** Choice lists also know `increment-wrap`. */
  readonly isForList?: boolean;
  readonly onChange: (value: string) => void;
}

/** What happens to a value after each run. A word nobody knows stays chosen until another is picked. */
export function SeedModeSelect({ value, isForList = false, onChange }: SeedModeProps) {
  const modes = isForList ? LIST_MODES : MODES;
  const mode = modes.find((known) => known === toControlMode(value));
  return (
    <select
      aria-label={t.controlAfterGenerate}
      title={t.controlAfterGenerate}
      className={clsx(FIELD, OWN_GESTURES)}
      value={mode ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {mode === undefined && <option value="">{toText(value)}</option>}
      {modes.map((known) => (
        <option key={known} value={known}>
          {t[known]}
        </option>
      ))}
    </select>
  );
}
