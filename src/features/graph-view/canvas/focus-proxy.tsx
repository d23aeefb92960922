import { useEffect, useRef, type KeyboardEvent } from 'react';
import { FAR_ZOOM } from '@/config/limits';
import type { NodeId } from '@/protocol/ids';
import { useController, useView } from '../graph-context';
import { nodeName } from '../controller';
import { pickNode } from '../node-actions';
import { toNodeAction } from '../nodes/node-keys';
import { texts as t } from '../texts';
import { focusNode, follow, nudge, revealNode, walk } from '../view-actions';
import { toPixel } from './viewport';

/**
 * Stands in for a node that is only drawn, so that the keyboard and screen readers can be on it all the same: it is walked from, moved and
 * given commands as it is, and Enter goes close.
 */
export function FocusProxy({ nodeId }: { readonly nodeId: NodeId }) {
  const controller = useController();
  const element = useRef<HTMLDivElement>(null);
  const isWanted = useView((state) => state.focusWanted === nodeId);

  // Synchronises with the browser's focus: the view says which node the keyboard is on.
  useEffect(() => {
    if (!isWanted || !isFar(controller)) return;
    controller.view.setState({ focusWanted: null });
    element.current?.focus({ preventScroll: true });
  }, [controller, isWanted]);

  const openMenu = (): void => {
    const box = controller.scene().nodes.get(nodeId);
    const origin = element.current?.closest('[data-graph-canvas]')?.getBoundingClientRect();
    if (box === undefined || origin === undefined) return;
    const pixel = toPixel(controller.viewport.getState().viewport, box);
    controller.view.setState({ menu: { kind: 'nodes', nodeId, at: { x: origin.left + pixel.x, y: origin.top + pixel.y } } });
  };
  const handleKey = (event: KeyboardEvent): void => {
    const action = toNodeAction(event);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'walk') walk(controller, action.direction);
    else if (action.kind === 'follow') follow(controller, action.direction);
    else if (action.kind === 'nudge') nudge(controller, nodeId, action);
    else if (action.kind === 'select') pickNode(controller, nodeId, true);
    else if (action.kind === 'clear') controller.select([]);
    else if (action.kind === 'menu') openMenu();
    else {
      revealNode(controller, nodeId, true);
      focusNode(controller, nodeId);
    }
  };
  const handleFocus = (): void => {
    controller.view.setState({ focusedNode: nodeId });
    if (controller.selection().size === 0) controller.select([nodeId]);
  };

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- it is the node, which the keyboard can be on
    <div
      ref={element}
      role="group"
      aria-roledescription={t.node}
      aria-label={nodeName(controller, nodeId)}
      data-node-id={nodeId}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- see above
      tabIndex={0}
      className="sr-only"
      onKeyDown={handleKey}
      onFocus={handleFocus}
    />
  );
}

function isFar(controller: ReturnType<typeof useController>): boolean {
  return controller.viewport.getState().viewport.zoom < FAR_ZOOM;
}
