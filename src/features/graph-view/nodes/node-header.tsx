import clsx from 'clsx';
import {
  Ban,
  Check,
  CircleAlert,
  CircleDashed,
  CloudCog,
  FlaskConical,
  Layers,
  LoaderCircle,
  Pin,
  Puzzle,
  TriangleAlert,
  VolumeX,
} from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { NodeRunState } from '@/jobs/job';
import type { NodeId } from '@/protocol/ids';
import type { SceneNode } from '../canvas/scene';
import { innerName, type GraphController } from '../controller';
import { useController, useView } from '../graph-context';
import { renameOrTitle } from '../structure/subgraph-actions';
import { texts as t } from '../texts';
import { bandColor } from './band-color';
import type { InnerRun } from './roll-up';

const ICON = { size: 14, strokeWidth: 1.75 } as const;

export interface NodeHeaderProps {
  readonly placed: SceneNode;
  readonly title: string;
  readonly run: NodeRunState | InnerRun | null;
  readonly isMissing: boolean;
  readonly isSubgraph: boolean;
  readonly hasProblem: boolean;
  /** Errors inside an instance. */
  readonly innerErrors: number;
}

/** Title bar: what the node is called, how it fares, and what is special about it. While it runs the bar fills. */
export function NodeHeader({ placed, title, run, isMissing, isSubgraph, hasProblem, innerErrors }: NodeHeaderProps) {
  const { node, layout } = placed;
  const isRenaming = useView((state) => state.renaming === node.id);
  const controller = useController();
  return (
    <header
      className={clsx(
        'relative flex items-center gap-1.5 overflow-hidden px-3',
        node.isCollapsed ? 'rounded-panel' : 'rounded-t-panel border-b border-border',
      )}
      style={{ height: layout.headerHeight - 1 }}
    >
      {node.color !== undefined && (
        <span
          aria-hidden
          className="absolute inset-x-0 top-0 h-1"
          style={{ backgroundColor: bandColor(node.color) }}
          data-node-color={node.color}
        />
      )}
      {run?.state === 'running' && <RunningBar run={run} title={title} />}
      {isRenaming ? (
        <RenameField nodeId={node.id} title={title} />
      ) : (
        // F2 and the node menu rename as well; the double click is for the mouse.
        <span
          className="relative min-w-0 flex-1 truncate font-semibold"
          title={title}
          onDoubleClick={(event) => {
            if (isSubgraph) return;
            event.stopPropagation();
            controller.view.setState({ renaming: node.id });
          }}
        >
          {title}
        </span>
      )}
      <span className="relative flex shrink-0 items-center gap-1">
        <Badges placed={placed} isMissing={isMissing} isSubgraph={isSubgraph} />
        {hasProblem && run?.state !== 'failed' && (
          <Badge label={t.severityError} className="text-danger">
            <CircleAlert {...ICON} />
          </Badge>
        )}
        {innerErrors > 0 && !hasProblem && run?.state !== 'failed' && (
          <Badge label={t.innerProblems({ count: innerErrors })} className="text-danger">
            <CircleAlert {...ICON} />
          </Badge>
        )}
        {run !== null && <RunIcon run={run} />}
      </span>
    </header>
  );
}

/** Fills the title bar; the share is unknown until the node has said how many steps it takes. */
function RunningBar({ run, title }: { readonly run: NodeRunState | InnerRun; readonly title: string }) {
  const controller = useController();
  const share = run.max > 0 ? Math.min(1, run.value / run.max) : 0;
  return (
    <div
      role="progressbar"
      aria-label={t.progressName({ title })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={'currentId' in run ? wordInner(controller, run) : t.steps({ value: run.value, max: run.max })}
      className="absolute inset-0"
    >
      <div className="size-full origin-left bg-accent/30" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

function wordInner(controller: GraphController, run: InnerRun): string {
  const title = run.currentId === null ? null : innerName(controller, run.currentId);
  return t.innerSteps({ value: Math.floor(run.value), max: run.max, title });
}

function RunIcon({ run }: { readonly run: NodeRunState }) {
  switch (run.state) {
    case 'running':
      return (
        <Badge label={t.statusRunning} className="text-accent">
          <LoaderCircle {...ICON} className="animate-spin" />
        </Badge>
      );
    case 'failed':
      return (
        <Badge label={t.statusFailed} className="text-danger">
          <CircleAlert {...ICON} />
        </Badge>
      );
    case 'cached':
      return (
        <Badge label={t.statusCached} className="text-info">
          <CircleDashed {...ICON} />
        </Badge>
      );
    case 'done':
      return (
        <Badge label={t.statusDone} className="text-success">
          <Check {...ICON} />
        </Badge>
      );
    case 'waiting':
      return null;
  }
}

function Badges({
  placed,
  isMissing,
  isSubgraph,
}: {
  readonly placed: SceneNode;
  readonly isMissing: boolean;
  readonly isSubgraph: boolean;
}) {
  const { node, nodeType } = placed;
  return (
    <>
      {isMissing && (
        <Badge label={t.missing} className="text-danger">
          <Puzzle {...ICON} />
        </Badge>
      )}
      {node.mode === 4 && (
        <Badge label={t.bypassed} className="text-warning">
          <Ban {...ICON} />
        </Badge>
      )}
      {node.mode === 2 && (
        <Badge label={t.muted} className="text-warning">
          <VolumeX {...ICON} />
        </Badge>
      )}
      {node.isPinned && (
        <Badge label={t.pinned}>
          <Pin {...ICON} />
        </Badge>
      )}
      {isSubgraph && (
        <Badge label={t.subgraph}>
          <Layers {...ICON} />
        </Badge>
      )}
      {nodeType?.isDeprecated === true && (
        <Badge label={t.deprecated} className="text-warning">
          <TriangleAlert {...ICON} />
        </Badge>
      )}
      {nodeType?.isExperimental === true && (
        <Badge label={t.experimental}>
          <FlaskConical {...ICON} />
        </Badge>
      )}
      {nodeType?.isApiNode === true && (
        <Badge label={t.api} hint={t.apiHint}>
          <CloudCog {...ICON} />
        </Badge>
      )}
    </>
  );
}

interface BadgeProps {
  readonly label: string;
  readonly hint?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

function Badge({ label, hint, className, children }: BadgeProps) {
  return (
    <span
      role="img"
      aria-label={label}
      title={hint === undefined ? label : `${label}: ${hint}`}
      className={clsx('shrink-0', className ?? 'text-muted')}
    >
      {children}
    </span>
  );
}

function RenameField({ nodeId, title }: { readonly nodeId: NodeId; readonly title: string }) {
  const controller = useController();
  const field = useRef<HTMLInputElement>(null);
  const isCancelled = useRef(false);
  // Synchronises with the browser's focus: renaming begins with the whole title selected.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const leave = (): void => {
    controller.view.setState({ renaming: null, focusedNode: nodeId, focusWanted: nodeId });
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === 'Enter') {
      renameOrTitle(controller, nodeId, event.currentTarget.value);
      isCancelled.current = true;
      leave();
    } else if (event.key === 'Escape') {
      isCancelled.current = true;
      leave();
    }
  };
  return (
    <input
      ref={field}
      type="text"
      aria-label={t.renameField}
      defaultValue={title}
      className="nodrag nopan relative h-6 min-w-0 flex-1 rounded-control border border-accent bg-sunken px-1"
      onKeyDown={handleKey}
      onBlur={(event) => {
        if (!isCancelled.current) renameOrTitle(controller, nodeId, event.currentTarget.value);
      }}
    />
  );
}
