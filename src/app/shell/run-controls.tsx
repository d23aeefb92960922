import { Play, Square } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { MAX_BATCH_COUNT } from '@/config/limits';
import { hintOf } from '@/components/commands/shortcuts';
import { RUN_COMMAND } from '@/components/run-workflow/commands';
import { useRunWorkflow } from '@/components/run-workflow/use-run-workflow';
import { useInterrupt } from '@/session/mutations/queue';
import { useIsViewer } from '@/session/use-access';
import { useIsRunning } from '@/session/use-jobs';
import { Button } from '@/ui/button';
import { useDocuments, usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { RunMenu } from './run-menu';

const LoopChip = lazy(async () => ({ default: (await import('@/features/auto-queue/loop-chip')).LoopChip }));

/** Batch count, Run, looping, and cancelling what runs now. */
export function RunControls() {
  const batchCount = usePreference('batchCount');
  const hasDocument = useDocuments((state) => state.activeId !== null);
  const workspace = useWorkspace();
  const { run, isSubmitting } = useRunWorkflow();
  const isViewer = useIsViewer();
  const own = usePreference('shortcuts');
  const keys = hintOf(RUN_COMMAND, own);
  return (
    <div className="flex items-center gap-1.5">
      <input
        type="number"
        aria-label={t.batchCount}
        title={t.batchCount}
        min={1}
        max={MAX_BATCH_COUNT}
        value={batchCount}
        className="h-7 w-14 rounded-control border border-border-strong bg-sunken px-1.5 text-right tabular-nums pointer-coarse:h-11"
        onChange={(event) => {
          const count = Math.trunc(event.target.valueAsNumber);
          if (count >= 1) workspace.setPreferences({ batchCount: Math.min(count, MAX_BATCH_COUNT) });
        }}
      />
      <Button
        tone="accent"
        aria-label={t.run}
        title={isViewer ? t.viewersLook : hasDocument ? t.runHint({ keys }) : t.runWithoutDocument}
        disabled={!hasDocument || isSubmitting || isViewer}
        icon={<Play size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => void run({ count: batchCount })}
      >
        {t.run}
        <kbd aria-hidden className="hidden font-mono text-secondary opacity-80 xl:inline">
          {keys?.replace('Enter', '↵')}
        </kbd>
      </Button>
      <Suspense fallback={<span className="size-7 pointer-coarse:size-11" />}>
        <LoopChip />
      </Suspense>
      <RunMenu />
      <CancelCurrent />
    </div>
  );
}

function CancelCurrent() {
  const isRunning = useIsRunning();
  const interrupt = useInterrupt();
  const isViewer = useIsViewer();
  return (
    <Button
      aria-label={t.cancelCurrent}
      title={isViewer ? t.viewersLook : isRunning ? t.cancelCurrent : t.nothingRuns}
      disabled={!isRunning || interrupt.isPending || isViewer}
      icon={<Square size={16} strokeWidth={1.75} aria-hidden />}
      onClick={() => interrupt.mutate(undefined)}
    />
  );
}
