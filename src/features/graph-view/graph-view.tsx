import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { useStore } from 'zustand';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { FAR_ZOOM } from '@/config/limits';
import { EmptyState } from '@/ui/states';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId, OpenDocument, Workspace } from '@/workspace/workspace';
import { rememberedPlace } from './active-view';
import { useClipboardEvents } from './clipboard/use-clipboard-events';
import { FlowCanvas } from './canvas/flow-canvas';
import { FocusProxy } from './canvas/focus-proxy';
import { firstNode } from './canvas/neighbours';
import { EMPTY_SCENE, sceneOf, type Scene } from './canvas/scene';
import { useLaidOut } from './canvas/use-laid-out';
import { usePaneGestures } from './canvas/use-pane-gestures';
import { createGraphController, type GraphController } from './controller';
import { ControllerContext, GraphFactsContext, useController, useView } from './graph-context';
import { GraphMenu } from './graph-menu';
import { pathTitles, validPath } from './subgraph-path';
import { texts as t } from './texts';
import { useActiveView, useFirstView, useFocusedNode, useFocusReturn, useNodeTypesOf, useValidPath } from './use-canvas-setup';
import { useFacts } from './use-graph-facts';
import { selectGraphId } from './view-store';
import { ViewToolbar } from './view-toolbar';
import { focusNode, leaveSubgraph, revealNode, stepBack, viewCentre, walk } from './view-actions';
import { usePreparedSearch } from './palette/use-prepared-search';
import { useNodeDrop } from './palette/use-node-drop';
import { PendingWire } from './wires/pending-wire';
import { WireLayer } from './wires/wire-layer';

// Both bring the rich list and, the search, its fuzzy matcher: not needed to see a graph.
const NodeSearchDialog = lazy(async () => ({ default: (await import('./palette/node-search-dialog')).NodeSearchDialog }));
const FindPanel = lazy(async () => ({ default: (await import('./find/find-panel')).FindPanel }));
const PartnerDialog = lazy(async () => ({ default: (await import('./wires/partner-dialog')).PartnerDialog }));

export interface GraphViewProps {
  readonly documentId: DocumentId;
  /** Execution id of a node to show, e.g. from the page's address. */
  readonly focusNodeId?: string;
  /** True for a workflow that is only to be looked at, like the one a run was made from. */
  readonly isFrozen?: boolean;
}

/** One open workflow as a graph that can be looked at, changed and watched while it runs. */
export function GraphView({ documentId, focusNodeId, isFrozen = false }: GraphViewProps) {
  const open = useDocuments((state) => state.documents[documentId]);
  if (open === undefined) {
    return (
      <section aria-label={t.graph} className="h-full">
        <EmptyState title={t.noDocument} />
      </section>
    );
  }
  return <OpenGraph key={documentId} open={open} focusNodeId={focusNodeId} isFrozen={isFrozen} />;
}

interface OpenGraphProps {
  readonly open: OpenDocument;
  readonly focusNodeId: string | undefined;
  readonly isFrozen: boolean;
}

function OpenGraph({ open, focusNodeId, isFrozen }: OpenGraphProps) {
  const workspace = useWorkspace();
  const [controller] = useState(() => createController(workspace, open, isFrozen));
  const { nodeTypes, status } = useNodeTypes();
  const areTypesKnown = status === 'ready';
  const graphId = useStore(controller.view, selectGraphId);
  const isLaidOut = useLaidOut(open.document, { graphId, nodeTypes });
  const scene = isLaidOut ? sceneOf(open.document, graphId, nodeTypes) : EMPTY_SCENE;
  const facts = useFacts(open, { nodeTypes, graphId });

  useNodeTypesOf(controller, nodeTypes, areTypesKnown);
  useValidPath(controller, open.document);
  useActiveView(controller);
  usePreparedSearch(nodeTypes);
  return (
    <ControllerContext value={controller}>
      <GraphFactsContext value={facts}>
        {isLaidOut ? (
          <Canvas open={open} scene={scene} focusNodeId={status === 'loading' ? undefined : focusNodeId} />
        ) : (
          <section aria-label={t.graph} aria-busy className="h-full" />
        )}
        {status === 'failed' && <TypesNotice text={t.typesFailed} />}
        {status === 'loading' && <TypesNotice text={t.loadingTypes} />}
      </GraphFactsContext>
    </ControllerContext>
  );
}

/** Coming back to a document goes on where it was left, inside the same subgraph. */
function createController(workspace: Workspace, { id, document }: OpenDocument, isFrozen: boolean): GraphController {
  const controller = createGraphController(workspace, id, isFrozen);
  const path = rememberedPlace(workspace, id)?.path ?? [];
  if (validPath(document, path).length === path.length) controller.view.setState({ path });
  return controller;
}

interface CanvasProps {
  readonly open: OpenDocument;
  readonly scene: Scene;
  readonly focusNodeId: string | undefined;
}

function Canvas({ open, scene, focusNodeId }: CanvasProps) {
  const controller = useController();
  const { isFrozen } = controller;
  const region = useRef<HTMLElement>(null);
  const isMeasured = useStore(controller.viewport, (state) => state.size.width > 0);
  const isMoving = useStore(controller.viewport, (state) => state.isMoving);
  const isWiring = useView((state) => state.pending !== null);
  const [isPanning, setPanning] = useState(false);
  /** Tab opens the node search for a hand on the mouse; for a hand on the keys it goes on to the next thing on the page. */
  const isMouseLast = useRef(false);
  const gestures = usePaneGestures(controller);
  const nodeDrop = useNodeDrop(controller);
  useFirstView(controller, region);
  useFocusedNode(controller, focusNodeId, isMeasured);
  useClipboardEvents(controller, region);

  const handlePointerDown = (event: PointerEvent<HTMLElement>): void => {
    const isPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
    isMouseLast.current = isPane;
    controller.view.setState({ focusWanted: null, controlWanted: null });
    if (isPane) region.current?.focus({ preventScroll: true });
    gestures.onPointerDownCapture(event);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const isOnCanvas = event.target === event.currentTarget;
    const hasModifier = event.ctrlKey || event.metaKey;
    if (event.key === 'Tab' && isOnCanvas && isMouseLast.current && !event.shiftKey && !isFrozen) {
      event.preventDefault();
      controller.view.setState({ search: { point: viewCentre(controller), from: null } });
    } else if (event.key === ' ' && !hasModifier && !isControl(event.target)) {
      event.preventDefault();
      setPanning(true);
    } else if (hasModifier && 'cxv'.includes(event.key.toLowerCase()) && !isControl(event.target)) {
      // The browser's own clipboard event follows; a shortcut of the page would suppress it.
      event.stopPropagation();
    } else if (isOnCanvas && event.key.startsWith('Arrow') && !hasModifier) {
      event.preventDefault();
      walk(controller, 'right');
    } else if (isOnCanvas && event.key === 'Escape') {
      stepBack(controller);
    }
    isMouseLast.current = false;
  };
  const stopPanning = (): void => setPanning(false);

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- the canvas itself takes keys and pointers, like an application
    <section
      ref={region}
      aria-label={t.graph}
      tabIndex={-1}
      data-graph-view
      data-graph-canvas
      className={clsx(
        'relative h-full w-full overflow-hidden bg-canvas outline-none select-none',
        // A message below a node lies above the node below it.
        '[&_[data-id]:has([data-foot-message])]:z-[1001]!',
        isMoving && '[&_[class*=viewport]]:will-change-transform',
        isPanning && 'cursor-grab [&_[data-id]]:pointer-events-none!',
        isWiring && 'cursor-crosshair',
      )}
      onPointerDownCapture={handlePointerDown}
      onMouseDownCapture={gestures.onMouseDownCapture}
      onPointerMove={gestures.onPointerMove}
      onClick={gestures.onClick}
      onDoubleClick={gestures.onDoubleClick}
      onContextMenu={gestures.onContextMenu}
      onKeyDown={handleKeyDown}
      {...(isFrozen ? {} : nodeDrop)}
      onKeyUp={(event) => event.key === ' ' && stopPanning()}
      onBlur={stopPanning}
    >
      <WireLayer />
      <KeyboardEntry scene={scene} />
      <FlowCanvas scene={scene} selection={open.selection} />
      <PendingWire />
      <Band />
      {scene.nodes.size === 0 && controller.graphId() === 'root' && (
        <div className="pointer-events-none absolute inset-0">
          <EmptyState title={t.emptyTitle} hint={t.emptyHint} />
        </div>
      )}
      <Breadcrumb open={open} />
      <ViewToolbar scene={scene} />
      {!isFrozen && <GraphMenu region={region} />}
      {!isFrozen && <Dialogs region={region} open={open} />}
      <Announcement />
    </section>
  );
}

/**
 * The first stop of the Tab key on the canvas. Near, it hands the keyboard to the node that had it last; from afar, where nodes are only
 * drawn, it is that node.
 */
function KeyboardEntry({ scene }: { readonly scene: Scene }) {
  const controller = useController();
  const focusedNode = useView((state) => state.focusedNode);
  const activeNode = useView((state) => state.activeNode);
  const isFar = useStore(controller.viewport, (state) => state.viewport.zoom < FAR_ZOOM);
  const id = focusedNode !== null && scene.nodes.has(focusedNode) ? focusedNode : firstNode(scene.nodes);
  if (id === null) return null;
  if (isFar) return id === activeNode ? null : <FocusProxy key={id} nodeId={id} />;
  if (activeNode !== null) return null;
  const enter = (): void => {
    if (controller.selection().size === 0) controller.select([id]);
    revealNode(controller, id);
    focusNode(controller, id);
  };
  return (
    <button
      type="button"
      data-graph-entry
      className="sr-only z-20 rounded-control bg-surface focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:px-3 focus:py-1"
      onKeyUp={(event) => event.key === 'Tab' && enter()}
      onClick={enter}
    >
      {t.toNodes}
    </button>
  );
}

function Band() {
  const controller = useController();
  const band = useView((state) => state.band);
  const viewport = useStore(controller.viewport, (state) => state.viewport);
  if (band === null) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 left-0 z-10 border border-accent bg-accent/10"
      style={{
        transform: `translate(${band.x * viewport.zoom + viewport.x}px, ${band.y * viewport.zoom + viewport.y}px)`,
        width: band.width * viewport.zoom,
        height: band.height * viewport.zoom,
      }}
    />
  );
}

/** Where inside the workflow the view is; only shown inside a subgraph. */
function Breadcrumb({ open }: { readonly open: OpenDocument }) {
  const controller = useController();
  const path = useView((state) => state.path);
  if (path.length === 0) return null;
  const titles = [open.name, ...pathTitles(open.document, path)];
  return (
    <nav
      aria-label={t.breadcrumb}
      className="absolute top-3 left-3 z-10 flex items-center gap-1 rounded-panel border border-border bg-surface px-2"
    >
      {titles.map((title, depth) => (
        <span key={depth} className="flex items-center gap-1">
          {depth > 0 && <ChevronRight size={14} strokeWidth={1.75} aria-hidden className="text-faint" />}
          <button
            type="button"
            aria-current={depth === path.length ? 'location' : undefined}
            className="min-h-7 max-w-48 truncate rounded-control px-1 text-muted hover:text-text aria-[current]:text-text"
            onClick={() => leaveSubgraph(controller, depth)}
          >
            {title}
          </button>
        </span>
      ))}
    </nav>
  );
}

function Dialogs({ region, open }: { readonly region: RefObject<HTMLElement | null>; readonly open: OpenDocument }) {
  const controller = useController();
  const search = useView((state) => state.search);
  const partnersOf = useView((state) => state.partnersOf);
  const isFinding = useView((state) => state.isFinding);
  useFocusReturn(controller, region);
  return (
    <Suspense>
      {isFinding && <FindPanel open={open} />}
      {search !== null && <NodeSearchDialog target={search} onClose={() => controller.view.setState({ search: null })} />}
      {partnersOf !== null && <PartnerDialog from={partnersOf} onClose={() => controller.view.setState({ partnersOf: null })} />}
    </Suspense>
  );
}

/** Tells screen readers what a command did. */
function Announcement() {
  const text = useView((state) => state.announcement);
  return (
    <p aria-live="polite" className="sr-only" data-graph-announcement>
      {text}
    </p>
  );
}

function TypesNotice({ text }: { readonly text: string }) {
  return (
    <p
      role="status"
      className="pointer-events-none absolute top-3 left-1/2 z-10 -translate-x-1/2 rounded-control border border-border bg-surface px-3 py-1 text-muted"
    >
      {text}
    </p>
  );
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, select, button, video, audio, [role=dialog], [role=menu]') !== null;
}
