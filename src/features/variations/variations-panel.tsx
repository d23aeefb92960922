import { useMemo, useState } from 'react';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { SelectField } from '@/components/job-row/select-field';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { formatMoment } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ResultGrid } from './result-grid';
import { toTables, type ResultSet } from './result-sets';
import { t } from './texts';
import { useResultSets, type UsedResultSets } from './use-result-sets';

const SIZES_PX = { small: 96, medium: 144, large: 240 } as const;
type Size = keyof typeof SIZES_PX;
const SIZES: readonly { readonly value: Size; readonly label: string }[] = [
  { value: 'small', label: t.sizeSmall },
  { value: 'medium', label: t.sizeMedium },
  { value: 'large', label: t.sizeLarge },
];

export interface VariationsPanelProps {
  /** The set to show; null = the newest. */
  readonly group: string | null;
  readonly onChoose: (group: string) => void;
}

/** The runs of a set of variations as a labelled grid of their outputs, which fills while they run. */
export function VariationsPanel({ group, onChoose }: VariationsPanelProps) {
  const view = useResultSets(group);
  const [size, setSize] = useState<Size>('medium');
  return (
    <Panel
      title={t.title}
      actions={
        view.set === null ? undefined : (
          <SelectField
            label={t.size}
            value={size}
            options={SIZES}
            onChange={(value) => setSize(SIZES.find((one) => one.value === value)?.value ?? 'medium')}
          />
        )
      }
    >
      <StaleNote />
      <PanelBody view={view} group={group} sizePx={SIZES_PX[size]} onChoose={onChoose} />
    </Panel>
  );
}

interface PanelBodyProps extends VariationsPanelProps {
  readonly view: UsedResultSets;
  readonly sizePx: number;
}

function PanelBody({ view, group, sizePx, onChoose }: PanelBodyProps) {
  const isStale = useIsStale();
  const { set, sets, isPending, isLookingBack, error, refetch } = view;
  if (set === null && error !== null) return <ErrorState title={t.failed} detail={wordFailure(toAppError(error))} onRetry={refetch} />;
  if (isPending || (set === null && isLookingBack)) return <LoadingGrid />;
  if (set === null) {
    const isAsked = group !== null;
    return (
      <EmptyState title={isAsked ? t.noSuchSet : t.noSets} hint={isAsked ? t.noSuchSetHint : t.noSetsHint}>
        <LookBack view={view} />
      </EmptyState>
    );
  }
  return (
    <div className={`flex flex-col gap-3 p-3 ${isStale ? STALE_CLASS : ''}`}>
      <SetHeading set={set} sets={sets} onChoose={onChoose} />
      {toTables(set).map((table) => (
        <ResultGrid key={table.title} table={table} sizePx={sizePx} />
      ))}
      <LookBack view={view} />
    </div>
  );
}

function LookBack({ view: { lookBack, isLookingBack } }: { readonly view: UsedResultSets }) {
  if (lookBack === null) return null;
  return (
    <Button className="self-start" disabled={isLookingBack} onClick={lookBack}>
      {isLookingBack ? t.lookingBack : t.lookBack}
    </Button>
  );
}

interface SetHeadingProps extends Pick<VariationsPanelProps, 'onChoose'> {
  readonly set: ResultSet;
  readonly sets: readonly ResultSet[];
}

function SetHeading({ set, sets, onChoose }: SetHeadingProps) {
  const { serverNowMs } = useSession();
  const options = useMemo(() => sets.map((one) => ({ value: one.group, label: wordSet(one, serverNowMs()) })), [sets, serverNowMs]);
  const countOf = (state: string): number => set.runs.filter(({ job }) => job.state === state).length;
  const missing = set.count - set.runs.length;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label className="flex min-w-0 items-center gap-2">
        <span className="text-muted">{t.set}</span>
        <select
          className="min-h-7 max-w-[min(32rem,60vw)] min-w-0 rounded-control border border-border-strong bg-sunken px-1.5 pointer-coarse:min-h-11"
          value={set.group}
          onChange={({ target }) => onChoose(target.value)}
        >
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <p role="status" className="tabular-nums">
        {t.progress({ done: countOf('done'), count: set.count })}
        {countOf('failed') > 0 && <span className="text-danger">, {t.failures({ count: countOf('failed') })}</span>}
        {missing > 0 && <span className="text-muted">, {t.notSent({ count: missing })}</span>}
      </p>
    </div>
  );
}

function wordSet({ name, axes, createdAtMs }: ResultSet, nowMs: number): string {
  const when = createdAtMs === null ? '' : formatMoment(createdAtMs, nowMs);
  return t.setLabel({ name: name ?? t.unnamed, axes: axes.join(' × '), when });
}

function LoadingGrid() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-wrap gap-1 p-3">
      {Array.from({ length: 6 }, (_none, index) => (
        <Skeleton key={index} className="size-36" />
      ))}
    </div>
  );
}
