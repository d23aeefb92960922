import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { wordFailure } from '@/components/server-failure/word-failure';
import { MAX_VARIATIONS } from '@/config/limits';
import { hasSeeds } from '@/graph/export/advance-seeds';
import { countCombinations, countRepeats, expandAxes } from '@/graph/variations/expand';
import { findControls, type FoundControl } from '@/graph/variations/find-controls';
import { toAppError } from '@/lib/errors';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useActiveDocument, useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { AxisEditor } from './axis-editor';
import { buildAxis, createDraftAxis, findClashes, findControl, toControlKey, type BuiltAxis, type DraftAxis } from './draft-axis';
import { FIELD, Labelled } from './labelled';
import { t } from './texts';
import { useQueueing } from './use-queueing';
import { variationsOf, type VariationsDraft } from './variations-store';
import { VariationsSummary } from './variations-summary';

const MAX_AXES = 4;

export interface VariationsSetupProps {
  /** Gets the set's name once its runs are queued, or those before one that was refused. */
  readonly onQueued: (group: string) => void;
}

/** Lists over controls of the workflow in front, and queueing a run for each of their values. */
export function VariationsSetup({ onQueued }: VariationsSetupProps) {
  const open = useActiveDocument();
  const { status, error, refetch, nodeTypes } = useNodeTypes();
  const document = open?.document ?? null;
  const controls = useMemo(() => (document === null ? [] : findControls(document, nodeTypes)), [document, nodeTypes]);
  if (open === null) return <EmptyState title={t.nothingOpen} hint={t.nothingOpenHint} />;
  if (status === 'loading') return <Skeleton className="h-64" />;
  if (status === 'failed') return <ErrorState title={t.noTypes} detail={wordFailure(toAppError(error))} onRetry={refetch} />;
  if (controls.length === 0) return <EmptyState title={t.noControls} hint={t.noControlsHint} />;
  return <Setup key={open.id} open={open} controls={controls} onQueued={onQueued} />;
}

interface SetupProps extends VariationsSetupProps {
  readonly open: OpenDocument;
  readonly controls: readonly FoundControl[];
}

function Setup({ open, controls, onQueued }: SetupProps) {
  const { draft, change } = useDraft(open, controls);
  const { nodeTypes } = useNodeTypes();
  const queueing = useQueueing(open, onQueued);
  const { axes: drafts, combining, seeds } = draft;
  const built = useMemo(() => drafts.map((one) => buildAxis(one, controls)), [drafts, controls]);
  const plan = useMemo(() => toPlan(built, combining), [built, combining]);
  const canSeed = useMemo(() => hasSeeds(open.document, nodeTypes), [open.document, nodeTypes]);
  const changeAxis = (key: number, part: Partial<DraftAxis>): void =>
    change({ axes: drafts.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const isReady = queueing.sent === null && plan.isWhole && findClashes(plan.axes, controls).length === 0;
  const submit = (): void => {
    if (isReady) queueing.start({ axes: plan.axes.map(({ title }) => title), combinations: plan.combinations, combining, seeds });
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="text-muted">{t.intro({ name: open.name })}</p>
      {drafts.map((one, index) => (
        <AxisEditor
          key={one.key}
          number={index + 1}
          use={drafts.length === 1 || combining === 'zip' ? '' : ([t.alongTop, t.downSide][index] ?? t.ownTables)}
          draft={one}
          built={built[index] ?? buildAxis(one, controls)}
          controls={controls}
          onChange={(part) => changeAxis(one.key, part)}
          {...(drafts.length === 1 ? {} : { onRemove: () => change({ axes: drafts.filter(({ key }) => key !== one.key) }) })}
        />
      ))}
      {drafts.length < MAX_AXES && (
        <Button
          className="self-start"
          icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
          onClick={() => change({ axes: [...drafts, createNextAxis(drafts, controls)] })}
        >
          {t.addAxis}
        </Button>
      )}
      <Ways draft={draft} canSeed={canSeed} onChange={change} />
      <VariationsSummary
        document={open.document}
        count={plan.count}
        clashes={findClashes(plan.axes, controls)}
        repeatCount={seeds === 'randomize' && canSeed ? 0 : plan.repeatCount}
        isUneven={combining === 'zip' && new Set(plan.axes.map(({ points }) => points.length)).size > 1}
        isReady={isReady}
        sent={queueing.sent}
        onStop={queueing.stop}
      />
    </form>
  );
}

interface WaysProps {
  readonly draft: VariationsDraft;
  readonly canSeed: boolean;
  readonly onChange: (part: Partial<VariationsDraft>) => void;
}

/** How the lists go together, and what the seeds do that are in none of them. */
function Ways({ draft: { axes, combining, seeds }, canSeed, onChange }: WaysProps) {
  return (
    <div className="flex flex-wrap gap-3 empty:hidden">
      {axes.length > 1 && (
        <Labelled label={t.combining}>
          {(field) => (
            <select
              {...field}
              className={FIELD}
              value={combining}
              onChange={({ target }) => onChange({ combining: target.value === 'zip' ? 'zip' : 'grid' })}
            >
              <option value="grid">{t.grid}</option>
              <option value="zip">{t.zip}</option>
            </select>
          )}
        </Labelled>
      )}
      {canSeed && (
        <Labelled label={t.seeds}>
          {(field) => (
            <select
              {...field}
              className={FIELD}
              value={seeds}
              onChange={({ target }) => onChange({ seeds: target.value === 'randomize' ? 'randomize' : 'fixed' })}
            >
              <option value="fixed">{t.seedsFixed}</option>
              <option value="randomize">{t.seedsRandom}</option>
            </select>
          )}
        </Labelled>
      )}
    </div>
  );
}

/** What was written for this workflow; begins with a list for the selected node. */
function useDraft({ id, selection }: OpenDocument, controls: readonly FoundControl[]) {
  const store = variationsOf(useWorkspace());
  const kept = useStore(store, ({ drafts }) => drafts[id]);
  const first = controls.find(({ graphId, nodeId }) => graphId === 'root' && selection.has(nodeId));
  const draft: VariationsDraft = kept ?? {
    axes: [createDraftAxis(0, first === undefined ? null : toControlKey(first))],
    combining: 'grid',
    seeds: 'fixed',
  };
  const change = (part: Partial<VariationsDraft>): void =>
    store.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: { ...draft, ...part } } }));
  return { draft, change };
}

function toPlan(built: readonly BuiltAxis[], combining: VariationsDraft['combining']) {
  const axes = built.map(({ axis }) => axis);
  const count = countCombinations(axes, combining);
  const combinations = expandAxes(axes, combining, MAX_VARIATIONS);
  const hasErrors = built.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  return {
    axes,
    count,
    combinations,
    repeatCount: countRepeats(combinations),
    isWhole: count > 0 && count <= MAX_VARIATIONS && !hasErrors,
  };
}

/** Begins with a control no other list has. */
function createNextAxis(drafts: readonly DraftAxis[], controls: readonly FoundControl[]): DraftAxis {
  const used = new Set(drafts.map((draft) => findControl(controls, draft)));
  const free = controls.find((control) => !used.has(control));
  return createDraftAxis(Math.max(...drafts.map(({ key }) => key)) + 1, free === undefined ? null : toControlKey(free));
}
