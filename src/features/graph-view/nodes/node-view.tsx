import clsx from 'clsx';
import { memo, useEffect, useId, useMemo, useRef, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { NodeProps } from 'reactflow';
import { explainError } from '@/components/run-errors/explain-error';
import { findInputAtFault, type InputAtFault } from '@/components/run-errors/find-input-at-fault';
import { wordProblemHere } from '@/components/run-workflow/word-problem';
import type { Diagnostic } from '@/lib/diagnostic';
import type { SubgraphId } from '@/graph/document/model';
import { isSameJson } from '@/graph/export/compare-prompts';
import type { NodeRunState } from '@/jobs/job';
import type { ExecutionError } from '@/protocol/server-event';
import type { ControlPlace } from '../canvas/geometry';
import type { FlowNode } from '../canvas/to-flow-nodes';
import type { SceneNode } from '../canvas/scene';
import { displayTitle } from '../canvas/node-title';
import { nodeName } from '../controller';
import { useController, useGraphFacts, useView } from '../graph-context';
import { pickNode } from '../node-actions';
import { texts as t } from '../texts';
import { enterSubgraph, follow, nudge, stepBack, walk } from '../view-actions';
import { describeNode } from './describe';
import { ControlRow } from './control-row';
import { NodeFoot } from './node-foot';
import { NodeHeader } from './node-header';
import { NodeOutput } from './node-output';
import { toNodeAction } from './node-keys';
import { countInner } from './roll-up';
import { SlotNameField } from './slot-name-field';
import { SocketDot } from './socket-dot';
import { useDisplayId, useNodeError, useNodeRun, type RunPlace } from './use-node-run';

const NO_PROBLEMS: readonly Diagnostic[] = [];
const FAILED_BEFORE: NodeRunState = { state: 'failed', value: 0, max: 0, output: null, text: null, startedAtMs: null, tookMs: null };

/** A node on the canvas, near enough to be read. Draws to the numbers of its layout; knows its own progress and nobody else's. */
export const NodeView = memo(function NodeView({ data, selected }: Pick<NodeProps<FlowNode>, 'data' | 'selected'>) {
  const { placed } = data;
  return placed.layout.kind === 'boundary' ? (
    <BoundaryView placed={placed} isSelected={selected} />
  ) : (
    <OrdinaryNode placed={placed} isSelected={selected} />
  );
});

function OrdinaryNode({ placed, isSelected }: { readonly placed: SceneNode; readonly isSelected: boolean }) {
  const { node, nodeType, layout } = placed;
  const controller = useController();
  const { problems, refusals, inner } = useGraphFacts();
  const subgraphs = controller.open()?.document.subgraphs;
  const isSubgraph = subgraphs?.has(node.type as SubgraphId) === true;
  const displayId = useDisplayId(node.id);
  const innerCount = subgraphs !== undefined && isSubgraph ? countInner(subgraphs, node.type as SubgraphId) : null;
  const place: RunPlace = { displayId, innerCount };
  const heard = useNodeRun(place);
  const error = useNodeError(displayId);
  // A run from before a reload is known by its end alone.
  const run = heard ?? (error === null ? null : FAILED_BEFORE);
  const atFault = useMemo(() => (error === null || error.nodeId !== displayId ? null : findInputAtFault(error)), [error, displayId]);
  const own = problems.get(node.id) ?? NO_PROBLEMS;
  const title = displayTitle(node, nodeType);
  const missing = own.filter((problem) => problem.code === 'missing-node-type');
  const isMissing = missing.length > 0;

  if (layout.kind === 'reroute') {
    return (
      <NodeShell placed={placed} isSelected={isSelected} run={run} isMissing={false} hasError={own.length > 0}>
        <Parts>
          <Sockets placed={placed} title={title} problems={own} inputAtFault={null} />
        </Parts>
      </NodeShell>
    );
  }
  const innerErrors = inner.get(node.id) ?? 0;
  const hasError = own.some((problem) => problem.severity === 'error');
  return (
    <NodeShell placed={placed} isSelected={isSelected} run={run} isMissing={isMissing} hasError={hasError || innerErrors > 0}>
      <Parts>
        <NodeHeader
          placed={placed}
          title={title}
          run={run}
          isMissing={isMissing}
          isSubgraph={isSubgraph}
          hasProblem={hasError}
          innerErrors={innerErrors}
        />
        <Sockets placed={placed} title={title} problems={own} inputAtFault={atFault?.name ?? null} />
        {layout.controls.map((control) => (
          <ControlRow
            key={control.key}
            node={node}
            place={control}
            isLinked={control.owner === null && isLinked(placed, control.slot.name)}
            problem={control.owner === null ? (wordFor(own, control.slot.name) ?? wordFailure(error, atFault, control.slot)) : undefined}
          />
        ))}
      </Parts>
      {!node.isCollapsed && layout.preview !== null && (
        <div className="absolute inset-x-2 overflow-hidden" style={{ top: layout.preview.y, height: layout.preview.height }}>
          <NodeOutput place={place} title={title} text={run?.text ?? null} />
        </div>
      )}
      <NodeFoot
        place={place}
        title={title}
        run={run}
        error={error}
        hasOwnOutputs={!node.isCollapsed && layout.preview !== null}
        problems={refusals.get(node.id) ?? missing}
      />
    </NodeShell>
  );
}

/** In a view that is only looked at, they say what they hold and take nothing. */
function Parts({ children }: { readonly children: ReactNode }) {
  const { isFrozen } = useController();
  if (!isFrozen) return children;
  return (
    <fieldset disabled className="contents">
      {children}
    </fieldset>
  );
}

/** The inputs or outputs of the definition that is shown, as a box wires come from or go to. */
function BoundaryView({ placed, isSelected }: { readonly placed: SceneNode; readonly isSelected: boolean }) {
  const title = displayTitle(placed.node, undefined);
  return (
    <NodeShell placed={placed} isSelected={isSelected} run={null} isMissing={false} hasError={false}>
      <header className="flex items-center border-b border-border px-3" style={{ height: placed.layout.headerHeight }}>
        <span className="truncate text-secondary font-semibold text-muted">{title}</span>
      </header>
      <Parts>
        <BoundarySockets placed={placed} title={title} />
      </Parts>
    </NodeShell>
  );
}

/** One of them may be a field, while it is being renamed. */
function BoundarySockets({ placed, title }: { readonly placed: SceneNode; readonly title: string }) {
  const renaming = useView((state) => state.renamingSlot);
  const side = placed.layout.inputs.length > 0 ? 'input' : 'output';
  return [...placed.layout.inputs, ...placed.layout.outputs].map((place) =>
    renaming?.nodeId === placed.id && renaming.index === place.index ? (
      <SlotNameField key={place.index} nodeId={placed.id} place={place} />
    ) : (
      <SocketDot key={place.index} nodeId={placed.id} side={side} place={place} title={title} hasLabel isWide hasProblem={false} />
    ),
  );
}

interface SocketsProps {
  readonly placed: SceneNode;
  readonly title: string;
  readonly problems: readonly Diagnostic[];
  /** The one the last run failed at. */
  readonly inputAtFault: string | null;
}

function Sockets({ placed, title, problems, inputAtFault }: SocketsProps) {
  const { node, layout } = placed;
  const hasLabels = !node.isCollapsed && layout.kind !== 'reroute';
  return (
    <>
      {layout.inputs.map((place) => (
        <SocketDot
          key={`in ${place.name}`}
          nodeId={node.id}
          side="input"
          place={place}
          title={title}
          hasLabel={hasLabels && !place.isWidget}
          hasProblem={
            (!place.isWidget && inputAtFault === place.name) ||
            problems.some((problem) => problem.input === place.name && problem.severity === 'error')
          }
        />
      ))}
      {layout.outputs.map((place) => (
        <SocketDot
          key={`out ${place.index}`}
          nodeId={node.id}
          side="output"
          place={place}
          title={title}
          hasLabel={hasLabels}
          hasProblem={false}
        />
      ))}
    </>
  );
}

interface NodeShellProps {
  readonly placed: SceneNode;
  readonly isSelected: boolean;
  readonly run: NodeRunState | null;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly children: ReactNode;
}

/** Frame, name, focus and keys of a node. */
function NodeShell({ placed, isSelected, run, isMissing, hasError, children }: NodeShellProps) {
  const { node } = placed;
  const controller = useController();
  const shell = useRef<HTMLDivElement>(null);
  const descriptionId = useId();
  /** Focus put here by the program, e.g. after a neighbour was deleted, selects nothing: a second Delete must not go on. */
  const isPlaced = useRef(false);
  const isTabStop = useView((state) => state.focusedNode === node.id);
  const isWanted = useView((state) => state.focusWanted === node.id);

  // Synchronises with the browser's focus: the view says which node the keyboard is on, also for nodes that are mounted later.
  useEffect(() => {
    if (!isWanted) return;
    controller.view.setState({ focusWanted: null });
    isPlaced.current = true;
    shell.current?.focus({ preventScroll: true });
    isPlaced.current = false;
  }, [controller, isWanted]);

  const openMenu = (at: { x: number; y: number }): void => {
    if (controller.isFrozen) return;
    if (!controller.selection().has(node.id)) pickNode(controller, node.id, false);
    controller.view.setState({ menu: { kind: 'nodes', nodeId: node.id, at } });
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.defaultPrevented) return;
    if (event.target !== event.currentTarget) {
      if (event.key === 'Escape') event.currentTarget.focus({ preventScroll: true });
      return;
    }
    const action = toNodeAction(event);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'walk') walk(controller, action.direction);
    else if (action.kind === 'follow') follow(controller, action.direction);
    else if (action.kind === 'nudge') nudge(controller, node.id, action);
    else if (action.kind === 'select') pickNode(controller, node.id, true);
    else if (action.kind === 'clear') stepBack(controller);
    else if (action.kind === 'menu') {
      const box = event.currentTarget.getBoundingClientRect();
      openMenu({ x: box.left + 16, y: box.top + 24 });
    } else if (!enterSubgraph(controller, node.id)) {
      event.currentTarget.querySelector<HTMLElement>('[data-socket], input, select, textarea, button')?.focus({ preventScroll: true });
    }
  };
  const handleDoubleClick = (event: MouseEvent): void => {
    const isControl = event.target instanceof Element && event.target.closest('input, textarea, select, button, a, video, audio') !== null;
    if (!isControl && enterSubgraph(controller, node.id)) event.stopPropagation();
  };
  const handleContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    openMenu({ x: event.clientX, y: event.clientY });
  };
  const handleFocus = (event: FocusEvent<HTMLDivElement>): void => {
    const isByKey = event.target === event.currentTarget && !isPlaced.current && event.target.matches(':focus-visible');
    if (isByKey && !controller.selection().has(node.id)) controller.select([node.id]);
    if (event.currentTarget.contains(event.relatedTarget)) return;
    controller.view.setState({ activeNode: node.id, focusedNode: node.id });
  };
  const handleBlur = (event: FocusEvent): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    if (controller.view.getState().activeNode === node.id) controller.view.setState({ activeNode: null });
  };

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- a node is a group that the keyboard can be on, like a tree item
    <div
      ref={shell}
      role="group"
      aria-roledescription={t.node}
      aria-label={nodeName(controller, node.id)}
      aria-describedby={isTabStop ? descriptionId : undefined}
      aria-current={isSelected ? 'true' : undefined}
      data-node-id={node.id}
      data-node-state={run?.state}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- see above: one node is in the tab order
      tabIndex={isTabStop ? 0 : -1}
      className={clsx(
        'absolute inset-0 rounded-panel border focus-visible:outline-offset-4',
        frameOf({ run, isMissing, hasError }),
        isSelected && 'shadow-[0_0_0_2px_var(--text)]',
        node.mode === 2 || node.mode === 4 ? 'bg-sunken text-muted' : 'bg-surface text-text',
      )}
      onKeyDown={handleKey}
      onDoubleClick={handleDoubleClick}
      onContextMenu={handleContextMenu}
      onFocus={handleFocus}
      onBlur={handleBlur}
    >
      {isTabStop && (
        <span id={descriptionId} hidden>
          {describeNode(placed, run)}
        </span>
      )}
      {children}
    </div>
  );
}

/** State is told by icon and words in the header too; this is the look from afar. */
function frameOf({ run, isMissing, hasError }: Pick<NodeShellProps, 'run' | 'isMissing' | 'hasError'>): string {
  if (run?.state === 'failed') return 'border-danger outline-2 outline-offset-1 outline-danger';
  if (run?.state === 'running') return 'border-accent outline-2 outline-offset-1 outline-accent';
  if (isMissing) return 'border-dashed border-danger';
  if (hasError) return 'border-danger';
  if (run?.state === 'cached') return 'border-dashed border-info';
  return 'border-border-strong';
}

function isLinked({ layout }: SceneNode, name: string): boolean {
  return layout.inputs.some((place) => place.name === name && place.links.length > 0);
}

function wordFor(problems: readonly Diagnostic[], input: string): string | undefined {
  const problem = problems.find((candidate) => candidate.input === input && candidate.severity === 'error');
  return problem === undefined ? undefined : wordProblemHere(problem);
}

/** Why the last run failed at this control; nothing once it holds another value. */
function wordFailure(error: ExecutionError | null, atFault: InputAtFault | null, slot: ControlPlace['slot']): string | undefined {
  if (error === null || atFault?.name !== slot.name || !isSameJson(atFault.value, slot.value)) return undefined;
  return explainError(error).reason;
}
