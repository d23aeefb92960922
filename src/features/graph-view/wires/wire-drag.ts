import type { Point } from '@/graph/document/model';
import { findSocket, type SocketRef } from '../canvas/scene';
import { toGraphPoint } from '../canvas/viewport';
import type { GraphController } from '../controller';
import { connectSockets, disconnectSocket, fittingSocket, isSameSocket, sourceOf } from '../wire-actions';
import { hitNode, hitSocket } from './hit-test';
import { pendingRefusal } from './pending-fit';

/** Drawing a wire with the pointer, as three steps that know no DOM. Points are canvas units. */

/** How near to a dot counts as on it, in pixels. */
const SOCKET_RADIUS_PX = 16;

/**
 * Begins a wire at a socket. On an input with a wire, that wire is pulled off and its origin holds the new one; with `isNew` a second
 * one is begun from the input instead.
 */
export function beginWire(controller: GraphController, ref: SocketRef, isNew: boolean): void {
  const place = findSocket(controller.scene(), ref);
  const source = ref.side === 'input' && !isNew && (place?.links.length ?? 0) > 0 ? sourceOf(controller, ref) : null;
  const node = controller.scene().nodes.get(ref.nodeId);
  const to = { x: (node?.x ?? 0) + (place?.x ?? 0), y: (node?.y ?? 0) + (place?.y ?? 0) };
  controller.view.setState({
    pending: { from: source ?? ref, to, over: null, refusal: null, detachedFrom: source === null ? null : ref },
    hoveredSocket: null,
  });
}

/** The free end moved. */
export function moveWire(controller: GraphController, to: Point): void {
  const { pending } = controller.view.getState();
  if (pending === null) return;
  const over = targetAt(controller, pending.from, to);
  const refusal = over === null ? null : pendingRefusal(controller, pending.from, over);
  controller.view.setState({ pending: { ...pending, to, over, refusal } });
}

/** The pointer let go: plug in, take away, or offer the nodes that would fit. */
export function dropWire(controller: GraphController): void {
  const { pending } = controller.view.getState();
  if (pending === null) return;
  controller.view.setState({ pending: null });
  const { from, to, over, detachedFrom } = pending;
  if (over !== null) {
    if (!isSameSocket(over, detachedFrom)) connectSockets(controller, [from, over], detachedFrom);
  } else if (detachedFrom !== null) {
    disconnectSocket(controller, detachedFrom);
  } else if (hitNode(controller.scene(), to) === null) {
    controller.view.setState({ search: { point: to, from } });
  }
}

/** Escape: nothing happened. */
export function cancelWire(controller: GraphController): void {
  controller.view.setState({ pending: null });
}

/** Pixel of the window → canvas units, for a canvas at `origin`. */
export function pointerPoint(controller: GraphController, pointer: Point, origin: Point): Point {
  return toGraphPoint(controller.viewport.getState().viewport, { x: pointer.x - origin.x, y: pointer.y - origin.y });
}

/** A dot near the pointer; on the body of a node the first socket that takes the wire. */
function targetAt(controller: GraphController, from: SocketRef, point: Point): SocketRef | null {
  const scene = controller.scene();
  const { viewport } = controller.viewport.getState();
  const near = hitSocket(scene, point, SOCKET_RADIUS_PX / viewport.zoom, from.nodeId);
  if (near !== null && near.side !== from.side) return near;
  const node = hitNode(scene, point);
  return node === null || node.id === from.nodeId ? null : fittingSocket(controller, node.id, from);
}
