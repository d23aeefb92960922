import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { registerView, rememberedPlace } from './active-view';
import { socketKey, type SocketRef } from './canvas/scene';
import type { GraphController } from './controller';
import { fitView, focusNode, repairPath, showNode } from './view-actions';

/** Tells the controller what the server offers, before anything below draws from it. */
export function useNodeTypesOf(controller: GraphController, nodeTypes: NodeTypes, areKnown: boolean): void {
  // Synchronises the controller, which lives outside React, with the server's list.
  useLayoutEffect(() => controller.setNodeTypes(nodeTypes, areKnown), [controller, nodeTypes, areKnown]);
}

/**
 * Measures the canvas and decides what is seen first: what was seen last time, else everything. Boxes may grow when the node types arrive:
 * the view is fitted again then, unless it was moved meanwhile.
 */
export function useFirstView(controller: GraphController, canvas: RefObject<HTMLElement | null>): void {
  // Synchronises the viewport with the size of the element.
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      const before = controller.viewport.getState().size;
      if (before.width === size.width && before.height === size.height) return;
      controller.viewport.setState({ size });
      if (before.width > 0 || size.width === 0) return;
      const remembered = rememberedPlace(controller.workspace, controller.documentId);
      const { path } = controller.view.getState();
      if (remembered === null || remembered.path.length !== path.length) fitView(controller);
      else controller.moveTo(remembered.viewport);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [controller, canvas]);

  // Synchronises with the arrival of the node types.
  useEffect(() => {
    const fitted = { ...controller.viewport.getState().viewport };
    if (controller.areTypesKnown()) return undefined;
    const remove = controller.view.subscribe(() => {
      if (!controller.areTypesKnown()) return;
      remove();
      const { x, y, zoom } = controller.viewport.getState().viewport;
      if (x === fitted.x && y === fitted.y && zoom === fitted.zoom) fitView(controller);
    });
    return remove;
  }, [controller]);
}

/** Leaves subgraphs that an undo or another edit took away while they were shown. */
export function useValidPath(controller: GraphController, document: WorkflowDocument): void {
  // Synchronises the view's place with the document, before anything is drawn from a graph that is gone.
  useLayoutEffect(() => repairPath(controller, document), [controller, document]);
}

/** Makes commands reach this view while it is on the page. */
export function useActiveView(controller: GraphController): void {
  useEffect(() => registerView(controller), [controller]);
}

/** `?node=`: shows that node once it is there. */
export function useFocusedNode(controller: GraphController, nodeId: string | undefined, isReady: boolean): void {
  const shown = useRef<string | undefined>(undefined);
  // Synchronises with the address of the page.
  useEffect(() => {
    if (nodeId === undefined || !isReady || shown.current === nodeId) return;
    if (showNode(controller, nodeId)) shown.current = nodeId;
  }, [controller, nodeId, isReady]);
}

/**
 * After a dialog closed, where the keyboard would be on nothing: it goes back to the socket that was asked about, to the node that was
 * added, else to the canvas. Waits for the dialog's own return of focus, which comes a frame later.
 */
export function useFocusReturn(controller: GraphController, region: RefObject<HTMLElement | null>): void {
  // Synchronises with the browser's focus.
  useEffect(() => {
    let frame = 0;
    const remove = controller.view.subscribe((state, before) => {
      const isOpen = state.search !== null || state.partnersOf !== null || state.isFinding;
      const wasOpen = before.search !== null || before.partnersOf !== null || before.isFinding;
      if (isOpen || !wasOpen) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => returnFocus(controller, region.current, before.partnersOf));
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      remove();
    };
  }, [controller, region]);
}

function returnFocus(controller: GraphController, region: HTMLElement | null, asked: SocketRef | null): void {
  const { activeElement } = document;
  const isLost =
    activeElement === null || activeElement === document.body || activeElement === region || activeElement.matches('[data-graph-entry]');
  if (!isLost || region === null) return;
  const socket = asked === null ? null : region.querySelector<HTMLElement>(`[data-socket-key="${CSS.escape(socketKey(asked))}"]`);
  const { focusedNode } = controller.view.getState();
  if (socket !== null) socket.focus({ preventScroll: true });
  else if (focusedNode !== null && controller.selection().has(focusedNode)) focusNode(controller, focusedNode);
  else region.focus({ preventScroll: true });
}
