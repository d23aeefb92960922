import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { explainError } from '@/components/run-errors/explain-error';
import { wordProblemHere } from '@/components/run-workflow/word-problem';
import type { Diagnostic } from '@/lib/diagnostic';
import { formatDuration } from '@/lib/format';
import type { NodeRunState } from '@/jobs/job';
import type { NodeId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';
import { innerName } from '../controller';
import { useController, useGraphFacts } from '../graph-context';
import { texts as t } from '../texts';
import { showNode } from '../view-actions';
import { NodeOutput } from './node-output';
import { useLastDuration, useNodeOutputs, useNodePreview, type RunPlace } from './use-node-run';

/** Long tracebacks belong to the history; here the first lines are enough. */
const MAX_MESSAGE_LENGTH = 400;
/** "0.0 s" tells nobody anything. */
const MIN_DURATION_MS = 50;

export interface NodeFootProps {
  readonly place: RunPlace;
  readonly title: string;
  readonly run: NodeRunState | null;
  /** Why the last run ended here or inside. */
  readonly error: ExecutionError | null;
  /** Outputs have room inside the node; else they hang here. */
  readonly hasOwnOutputs: boolean;
  readonly problems: readonly Diagnostic[];
}

/** What hangs below a node: why it failed or was refused, and how long it took. Takes no room in the layout. */
export function NodeFoot({ place, title, run, error, hasOwnOutputs, problems }: NodeFootProps) {
  const { displayId, innerCount } = place;
  const tookMs = useLastDuration(displayId, run);
  const durationMs = tookMs !== null && tookMs >= MIN_DURATION_MS ? tookMs : null;
  const hasPreview = useNodePreview(displayId, innerCount !== null) !== null;
  const hasOutputs = useNodeOutputs(place).outputs.length > 0;
  const text = run?.text ?? null;
  const isHanging = !hasOwnOutputs && (hasPreview || hasOutputs || text !== null);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const hasMessage = error !== null || errors.length > 0;
  if (!hasMessage && !isHanging && durationMs === null) return null;
  return (
    <div className="nodrag absolute inset-x-0 top-full mt-1.5 flex flex-col gap-1 text-secondary">
      {hasMessage && (
        <ul data-foot-message className="flex flex-col gap-0.5 rounded-control border border-danger bg-surface p-2 text-danger select-text">
          {error !== null && <RunError error={error} displayId={displayId} />}
          {errors.map((problem, index) => (
            <Message key={index} text={wordProblemHere(problem)} />
          ))}
        </ul>
      )}
      {isHanging && (
        <div className="h-44 overflow-hidden rounded-control border border-border bg-surface">
          <NodeOutput place={place} title={title} text={text} />
        </div>
      )}
      {durationMs !== null && <p className="px-1 text-faint tabular-nums">{t.lastRun({ duration: formatDuration(durationMs) })}</p>}
    </div>
  );
}

/** Why the run ended here and what to do, in plain words before the server's; on an instance, which inner node it was, with a way to it. */
function RunError({ error, displayId }: { readonly error: ExecutionError; readonly displayId: NodeId }) {
  const controller = useController();
  const { promptId, past } = useGraphFacts();
  const { reason, nextStep } = explainError(error);
  const isHere = error.nodeId === displayId;
  const runId = past === null ? promptId : past.promptId;
  const said = firstLine(error.message);
  return (
    <Message text={isHere ? reason : t.innerFailed({ title: innerName(controller, error.nodeId), message: reason })}>
      {nextStep !== null && <p className="break-words text-text">{nextStep}</p>}
      {said !== reason && <p className="break-words text-muted">{shorten(said)}</p>}
      <p className="flex gap-3">
        {!isHere && (
          <button type="button" className="nopan underline" onClick={() => showNode(controller, error.nodeId)}>
            {t.showInner}
          </button>
        )}
        {runId !== null && (
          <a className="nopan text-muted underline" href={`#/history/${encodeURIComponent(runId)}`}>
            {t.showRun}
          </a>
        )}
      </p>
    </Message>
  );
}

function firstLine(message: string): string {
  return message.trim().split('\n')[0] ?? '';
}

function shorten(text: string): string {
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}…` : text;
}

function Message({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <li className="flex items-start gap-1.5">
      <CircleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="break-words whitespace-pre-line">{capitalise(shorten(text).trim())}</p>
        {children}
      </div>
    </li>
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
