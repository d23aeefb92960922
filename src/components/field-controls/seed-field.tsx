import { Dices } from 'lucide-react';
import { advanceValue } from '@/graph/export/advance-value';
import type { JsonValue } from '@/lib/json';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { NumberField } from './number-field';
import type { NumberSpec } from './number-value';
import { RecentSeedsButton } from './recent-seeds-button';
import { t } from './texts';

/** A seed: a number with a button that draws a new one at once, as "randomize" does after a run, and one for the last that ran. */
export function SeedField(props: FieldProps & { readonly number: Extract<NumberSpec, { kind: 'int' }> }) {
  const { number, value, isLinked, onChange, onCommit } = props;
  const { random } = useSession();
  const take = (seed: JsonValue): void => {
    onChange(seed);
    onCommit();
  };
  const draw = (): void => take(advanceValue(0, number, { mode: 'randomize', filter: '', random }));
  return (
    <div className="flex w-full min-w-0 items-start gap-1">
      <NumberField {...props} />
      <IconButton
        label={t.randomizeNow}
        className={`${OWN_GESTURES} pointer-fine:size-6`}
        disabled={isLinked}
        title={isLinked ? t.fedByWire : t.randomizeNow}
        onClick={draw}
      >
        <Dices size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <RecentSeedsButton value={value} isLinked={isLinked} onChoose={take} />
    </div>
  );
}
