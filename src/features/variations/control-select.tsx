import type { FoundControl } from '@/graph/variations/find-controls';
import { toControlKey } from './draft-axis';
import { FIELD, Labelled } from './labelled';
import { t } from './texts';

export interface ControlSelectProps {
  readonly label: string;
  readonly controls: readonly FoundControl[];
  readonly value: FoundControl | null;
  /** Whether it may stay without a control. */
  readonly canBeNone?: boolean;
  /** Gets the control's key; '' = none. */
  readonly onChange: (key: string) => void;
}

/** Chooses one control of the workflow. Each is named with its node, so that the closed field tells two of one name apart. */
export function ControlSelect({ label, controls, value, canBeNone = false, onChange }: ControlSelectProps) {
  return (
    <Labelled label={label}>
      {(field) => (
        <select
          {...field}
          className={FIELD}
          value={value === null ? '' : toControlKey(value)}
          onChange={({ target }) => onChange(target.value)}
        >
          {canBeNone && <option value="">{t.unused}</option>}
          {controls.map((control) => (
            <option key={toControlKey(control)} value={toControlKey(control)}>
              {t.controlOf({ node: control.nodeTitle, id: control.nodeId, name: control.name })}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
