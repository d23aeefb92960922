import type { RefObject } from 'react';
import { runTexts } from '@/components/run-workflow/problem-texts';
import type { MenuItem } from '@/ui/menu';
import type { GraphNode } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { lastCopiedText, copySelection, cutSelection } from './clipboard/clipboard-actions';
import { pasteFromSystem } from './clipboard/paste-content';
import type { PasteContext } from './clipboard/paste-media';
import { canReadClipboard, writeSystemClipboard } from './clipboard/system-clipboard';
import { boundarySideOf } from './canvas/boundary-nodes';
import type { GraphController } from './controller';
import { menuHint } from './command-hint';
import { useController, useView } from './graph-context';
import { duplicate, paint, removeNodes, selectAll, switchCollapsed, switchMode, switchPinned } from './node-actions';
import { NODE_COLORS } from './nodes/node-colors';
import { bandColor } from './nodes/band-color';
import { PointMenu, type PointMenuEntry } from './point-menu';
import { runSelected } from './run-here';
import { texts as t } from './texts';
import { layOutNodes } from './structure/auto-layout';
import { groupItems, groupsAt, rerouteItems, structureItems } from './structure/structure-menu';
import { texts as structureTexts } from './structure/texts';
import type { MenuTarget } from './view-store';
import { enterSubgraph, fitView, leaveOne } from './view-actions';
import { cutLink, isolateNode, removeSlot, toRef } from './wire-actions';

/** The context menu of whatever was clicked: nodes, a wire, or the empty canvas. */
export function GraphMenu({ region }: { readonly region: RefObject<HTMLElement | null> }) {
  const controller = useController();
  const menu = useView((state) => state.menu);
  const session = useSession();
  const announce = useToast();
  if (menu === null) return null;
  return (
    <PointMenu
      label={labelOf(menu)}
      at={menu.at}
      items={itemsOf(controller, menu, { session, announce })}
      onClose={() => controller.view.setState({ menu: null })}
      finalFocus={() => {
        const { renaming, renamingSlot, renamingGroup, focusWanted, groupWanted } = controller.view.getState();
        if ([renaming, renamingSlot, renamingGroup, focusWanted, groupWanted].some((taken) => taken !== null)) return false;
        return menu.kind === 'nodes' || menu.kind === 'group' || region.current;
      }}
    />
  );
}

function labelOf(menu: MenuTarget): string {
  if (menu.kind === 'nodes') return t.nodeMenu;
  if (menu.kind === 'group') return structureTexts.groupMenu;
  return menu.kind === 'link' ? t.wireMenu : t.canvasMenu;
}

function itemsOf(controller: GraphController, menu: MenuTarget, context: PasteContext): readonly PointMenuEntry[] {
  if (menu.kind === 'link') return linkItems(controller, menu);
  if (menu.kind === 'group') return groupItems(controller, menu.index);
  return menu.kind === 'nodes' ? nodeItems(controller, menu, context) : canvasItems(controller, menu, context);
}

function linkItems(controller: GraphController, { linkId, point }: Extract<MenuTarget, { kind: 'link' }>): readonly PointMenuEntry[] {
  return [
    ...rerouteItems(controller, linkId, point),
    { id: 'cut', label: t.disconnect, tone: 'danger', onSelect: () => cutLink(controller, linkId) },
  ];
}

function nodeItems(
  controller: GraphController,
  { nodeId }: Extract<MenuTarget, { kind: 'nodes' }>,
  context: PasteContext,
): readonly PointMenuEntry[] {
  const node = controller.graph()?.nodes.get(nodeId);
  if (node === undefined) return boundaryItems(controller, nodeId);
  const selection = controller.selection();
  const isInstance = [...(controller.open()?.document.subgraphs.values() ?? [])].some((definition) => definition.id === node.type);
  const enter: MenuItem = { id: 'enter', label: t.openSubgraph, hint: 'Enter', onSelect: () => void enterSubgraph(controller, nodeId) };
  return [
    ...(isInstance ? [enter, 'separator' as const] : []),
    { id: 'run-here', label: runTexts.runHere, ...menuHint(controller, 'run-here'), onSelect: () => void runSelected(controller, context) },
    'separator',
    { id: 'rename', label: t.rename, ...menuHint(controller, 'rename'), onSelect: () => controller.view.setState({ renaming: nodeId }) },
    ...stateItems(controller, node),
    { id: 'color', label: t.color, items: colorItems(controller) },
    'separator',
    ...structureItems(controller, nodeId, context.announce),
    'separator',
    { id: 'copy', label: t.copy, ...menuHint(controller, 'copy'), onSelect: () => writeSystemClipboard(copySelection(controller)) },
    { id: 'cut', label: t.cut, ...menuHint(controller, 'cut'), onSelect: () => writeSystemClipboard(cutSelection(controller)) },
    { id: 'duplicate', label: t.duplicate, ...menuHint(controller, 'duplicate'), onSelect: () => duplicate(controller, false) },
    {
      id: 'duplicate-wired',
      label: t.duplicateWired,
      ...menuHint(controller, 'duplicate-wired'),
      onSelect: () => duplicate(controller, true),
    },
    'separator',
    { id: 'isolate', label: t.disconnectAll, onSelect: () => isolateNode(controller, nodeId) },
    {
      id: 'delete',
      label: t.delete,
      ...menuHint(controller, 'delete'),
      tone: 'danger',
      onSelect: () => removeNodes(controller, selection),
    },
  ];
}

/** The boxes of a definition's inputs and outputs: each slot can be renamed or taken off. */
function boundaryItems(controller: GraphController, nodeId: NodeId): readonly PointMenuEntry[] {
  const layout = controller.scene().nodes.get(nodeId)?.layout;
  const side = boundarySideOf(nodeId) === 'input' ? 'output' : 'input';
  const slots = [...(layout?.inputs ?? []), ...(layout?.outputs ?? [])].filter((place) => place.isNew !== true);
  const rename = slots.map((place): MenuItem => ({
    id: `rename ${place.index}`,
    label: t.renameSlot({ name: place.label }),
    hint: 'F2',
    onSelect: () => controller.view.setState({ renamingSlot: { nodeId, index: place.index } }),
  }));
  const remove = slots.map((place): MenuItem => ({
    id: `remove ${place.index}`,
    label: t.removeSlot({ name: place.label }),
    tone: 'danger',
    onSelect: () => removeSlot(controller, toRef(nodeId, side, place)),
  }));
  return [...rename, ...(slots.length > 0 ? ['separator' as const] : []), ...remove, ...leaveItems(controller)];
}

function leaveItems(controller: GraphController): readonly PointMenuEntry[] {
  if (controller.view.getState().path.length === 0) return [];
  return ['separator', { id: 'leave', label: t.leaveSubgraph, hint: 'Esc', onSelect: () => void leaveOne(controller) }];
}

function stateItems(controller: GraphController, node: GraphNode): readonly MenuItem[] {
  return [
    {
      id: 'bypass',
      label: node.mode === 4 ? t.unbypass : t.bypass,
      ...menuHint(controller, 'bypass'),
      onSelect: () => switchMode(controller, 4),
    },
    { id: 'mute', label: node.mode === 2 ? t.unmute : t.mute, ...menuHint(controller, 'mute'), onSelect: () => switchMode(controller, 2) },
    {
      id: 'collapse',
      label: node.isCollapsed ? t.expand : t.collapse,
      ...menuHint(controller, 'collapse'),
      onSelect: () => switchCollapsed(controller),
    },
    { id: 'pin', label: node.isPinned ? t.unpin : t.pin, ...menuHint(controller, 'pin'), onSelect: () => switchPinned(controller) },
  ];
}

function colorItems(controller: GraphController): readonly MenuItem[] {
  return NODE_COLORS.map(({ id, label, colors }) => ({
    id,
    label,
    icon: (
      <span
        aria-hidden
        className="size-3 rounded-full border border-border-strong"
        style={colors === null ? undefined : { backgroundColor: bandColor(colors.color) }}
      />
    ),
    onSelect: () => paint(controller, colors),
  }));
}

function canvasItems(
  controller: GraphController,
  menu: Extract<MenuTarget, { kind: 'canvas' }>,
  context: PasteContext,
): readonly PointMenuEntry[] {
  const isEmpty = lastCopiedText(controller.workspace) === null && !canReadClipboard();
  const paste = (keepsIncoming: boolean): void => void pasteFromSystem(controller, { at: menu.point, keepsIncoming, context });
  return [
    { id: 'add', label: t.addNode, hint: 'Tab', onSelect: () => controller.view.setState({ search: { point: menu.point, from: null } }) },
    { id: 'paste', label: t.paste, ...menuHint(controller, 'paste'), isDisabled: isEmpty, onSelect: () => paste(false) },
    { id: 'paste-wired', label: t.pasteWired, ...menuHint(controller, 'paste-wired'), isDisabled: isEmpty, onSelect: () => paste(true) },
    'separator',
    { id: 'all', label: t.selectAll, ...menuHint(controller, 'select-all'), onSelect: () => selectAll(controller) },
    {
      id: 'lay-out',
      label: structureTexts.layOut,
      ...menuHint(controller, 'lay-out'),
      onSelect: () => void layOutNodes(controller, context.announce),
    },
    { id: 'fit', label: t.fit, ...menuHint(controller, 'fit'), onSelect: () => fitView(controller) },
    ...groupsAt(controller, menu.point),
    ...leaveItems(controller),
  ];
}
