import { useRef, type MouseEvent as ReactMouseEvent, type PointerEvent as ReactPointerEvent } from 'react';
import { FAR_ZOOM } from '@/config/limits';
import type { Point } from '@/graph/document/model';
import { pointerPoint } from '../wires/wire-drag';
import { hitLink, hitNode } from '../wires/hit-test';
import { nodeName, type GraphController } from '../controller';
import { texts as t } from '../texts';
import { dropDrag, pickNode } from '../node-actions';
import { enterSubgraph, revealNode } from '../view-actions';
import { nodesInside, toBand } from './band';
import { snapped } from '../structure/snap';
import { followPointer } from './follow-pointer';
import { draggedWith } from './from-flow-changes';
import type { SceneLink, SceneNode } from './scene';

const LINK_TOLERANCE_PX = 6;

/** Handlers of the element around React Flow, for everything that happens on empty canvas or on nodes that are only drawn. */
export interface PaneGestures {
  readonly onPointerDownCapture: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onMouseDownCapture: (event: ReactMouseEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onClick: (event: ReactMouseEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: ReactMouseEvent<HTMLElement>) => void;
  readonly onContextMenu: (event: ReactMouseEvent<HTMLElement>) => void;
}

/**
 * Ctrl or Shift and drag draws a rubber band. From afar, where React Flow has no nodes, dragging a box moves it and clicking selects it.
 * A click on a wire selects it; a double click on nothing opens the node search; a right click the menu of whatever is there.
 */
export function usePaneGestures(controller: GraphController): PaneGestures {
  /** True while a gesture of ours must not become a pan of React Flow, which listens to the mouse event that follows. */
  const isOurs = useRef(false);
  /** A drag ends with a click event that means nothing. */
  const hasMoved = useRef(false);
  return {
    onPointerDownCapture: (event) => {
      isOurs.current = false;
      hasMoved.current = false;
      const gesture = beginGesture(controller, event);
      if (gesture === null) return;
      isOurs.current = true;
      event.stopPropagation();
      const origin = event.currentTarget.getBoundingClientRect();
      const move = (pointer: Point): void => {
        hasMoved.current = true;
        gesture.move(pointerPoint(controller, pointer, origin));
      };
      followPointer({ x: event.clientX, y: event.clientY }, { move, end: gesture.end });
    },
    onMouseDownCapture: (event) => {
      if (isOurs.current) event.stopPropagation();
    },
    onPointerMove: (event) => lightWire(controller, event),
    onClick: (event) => {
      if (isPane(event.target) && !hasMoved.current) clickPane(controller, event);
    },
    onDoubleClick: (event) => {
      if (isPane(event.target)) openAt(controller, pointOf(controller, event));
    },
    onContextMenu: (event) => {
      if (!isPane(event.target)) return;
      event.preventDefault();
      openMenu(controller, pointOf(controller, event), { x: event.clientX, y: event.clientY });
    },
  };
}

type CanvasEvent = ReactMouseEvent<HTMLElement>;

function pointOf(controller: GraphController, event: CanvasEvent): Point {
  return pointerPoint(controller, { x: event.clientX, y: event.clientY }, event.currentTarget.getBoundingClientRect());
}

/** A node that is only drawn: near, nodes are elements and get their own events. */
function drawnNode(controller: GraphController, point: Point): SceneNode | null {
  return controller.viewport.getState().viewport.zoom < FAR_ZOOM ? hitNode(controller.scene(), point) : null;
}

function wireAt(controller: GraphController, point: Point): SceneLink | null {
  return hitLink(controller.scene().links, point, LINK_TOLERANCE_PX / controller.viewport.getState().viewport.zoom);
}

function isAdding(event: CanvasEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

function beginGesture(controller: GraphController, event: ReactPointerEvent<HTMLElement>): Gesture | null {
  if (!isPane(event.target) || event.button !== 0 || event.pointerType === 'touch') return null;
  const start = pointOf(controller, event);
  if (isAdding(event)) return bandGesture(controller, start);
  const node = drawnNode(controller, start);
  return node === null || controller.isFrozen ? null : moveGesture(controller, start, node);
}

function lightWire(controller: GraphController, event: ReactPointerEvent<HTMLElement>): void {
  const { pending, drag, band, hoveredLink } = controller.view.getState();
  if (pending !== null || drag !== null || band !== null || event.buttons !== 0) return;
  const next = isPane(event.target) ? (wireAt(controller, pointOf(controller, event))?.id ?? null) : null;
  if (next !== hoveredLink) controller.view.setState({ hoveredLink: next });
}

function clickPane(controller: GraphController, event: CanvasEvent): void {
  const point = pointOf(controller, event);
  const node = drawnNode(controller, point);
  if (node !== null) {
    pickNode(controller, node.id, isAdding(event));
    return;
  }
  const wire = wireAt(controller, point);
  controller.view.setState({ selectedLink: wire?.id ?? null });
  if (wire !== null) sayWire(controller, wire);
  if (!isAdding(event)) controller.select([]);
}

function sayWire(controller: GraphController, { originId, targetId }: SceneLink): void {
  controller.say(t.wirePicked({ from: nodeName(controller, originId), to: nodeName(controller, targetId) }));
}

function openAt(controller: GraphController, point: Point): void {
  const node = drawnNode(controller, point);
  if (node === null) {
    if (!controller.isFrozen) controller.view.setState({ search: { point, from: null } });
  } else if (!enterSubgraph(controller, node.id)) revealNode(controller, node.id, true);
}

function openMenu(controller: GraphController, point: Point, at: Point): void {
  if (controller.isFrozen) return;
  const node = drawnNode(controller, point);
  const link = node === null ? wireAt(controller, point) : null;
  if (node !== null && !controller.selection().has(node.id)) pickNode(controller, node.id, false);
  if (node !== null) controller.view.setState({ menu: { kind: 'nodes', nodeId: node.id, at } });
  else controller.view.setState({ menu: link === null ? { kind: 'canvas', at, point } : { kind: 'link', linkId: link.id, at, point } });
}

interface Gesture {
  readonly move: (point: Point) => void;
  readonly end: () => void;
}

function bandGesture(controller: GraphController, start: Point): Gesture {
  const before = controller.selection();
  return {
    move: (point) => {
      const band = toBand(start, point);
      controller.view.setState({ band });
      controller.select(new Set([...before, ...nodesInside(controller.scene(), band)]));
    },
    end: () => controller.view.setState({ band: null }),
  };
}

function moveGesture(controller: GraphController, start: Point, node: SceneNode): Gesture {
  return {
    move: (point) => {
      if (!controller.selection().has(node.id)) controller.select([node.id]);
      const ids = draggedWith(node.id, controller.scene(), controller.selection());
      const by = snapped(controller, node.node.position, { x: point.x - start.x, y: point.y - start.y });
      controller.view.setState({ drag: { ids, dx: by.x, dy: by.y } });
    },
    end: () => dropDrag(controller),
  };
}

function isPane(target: EventTarget): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane');
}
