import { canKeepAwake } from './screen/use-wake-lock';
import { useTicks } from './screen/use-ticks';
import type { SettingFault } from './settings/wall-settings';
import { t } from './texts';

const SHOWN_MS = 10_000;

/** In a corner, for a moment after the start: what the address asks for in vain, and what this screen cannot do. */
export function WallNote({ faults }: { readonly faults: readonly SettingFault[] }) {
  const isOver = useTicks(SHOWN_MS) > 0;
  const lines = [...faults.map(t.badSetting), ...(canKeepAwake() ? [] : [t.noWakeLock])];
  if (isOver || lines.length === 0) return null;
  return (
    <ul
      role="status"
      aria-label={t.notes}
      className="absolute right-[4vw] bottom-[4vh] max-w-[60%] rounded-panel border border-border-strong bg-raised px-[0.8em] py-[0.4em] text-[0.75em]"
    >
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
