import { isGroupPinned } from '@/graph/edit/groups';
import { REROUTE } from '@/graph/document/virtual-types';
import type { LinkId, Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { MenuItem } from '@/ui/menu';
import { contains } from '../canvas/viewport';
import { menuHint } from '../command-hint';
import type { GraphController } from '../controller';
import { bandColor } from '../nodes/band-color';
import { GROUP_COLORS } from '../nodes/node-colors';
import type { PointMenuEntry } from '../point-menu';
import { alignSelection, distributeSelection } from './arrange-actions';
import {
  fitGroup,
  foldGroup,
  groupSelection,
  paintGroup,
  pinGroup,
  removeGroup,
  removeGroupWithNodes,
  selectGroup,
  switchGroupMode,
} from './group-actions';
import { layOutNodes } from './auto-layout';
import { addReroute, dissolveSelected } from './reroute-actions';
import { packSelection, promotables, selectedInstances, switchPromoted, unpackSelection } from './subgraph-actions';
import { texts as t } from './texts';

type Announce = Parameters<typeof layOutNodes>[1];

/** What a group's menu offers. */
export function groupItems(controller: GraphController, index: number): readonly PointMenuEntry[] {
  const placed = controller.scene().groups.find((group) => group.index === index);
  if (placed === undefined) return [];
  return [
    {
      id: 'rename',
      label: t.renameGroup,
      hint: 'F2',
      onSelect: () => controller.view.setState({ focusedGroup: index, renamingGroup: index }),
    },
    { id: 'select', label: t.selectGroup, onSelect: () => selectGroup(controller, index) },
    { id: 'color', label: t.groupColor, items: groupColorItems(controller, index) },
    'separator',
    { id: 'fold', label: placed.isFolded ? t.unfoldGroup : t.foldGroup, hint: 'Alt+C', onSelect: () => foldGroup(controller, index) },
    { id: 'fit', label: t.fitGroup, isDisabled: placed.isFolded, onSelect: () => fitGroup(controller, index) },
    {
      id: 'pin',
      label: isGroupPinned(placed.group) ? t.unpinGroup : t.pinGroup,
      hint: 'P',
      onSelect: () => pinGroup(controller, index),
    },
    { id: 'bypass', label: t.bypassGroup, ...menuHint(controller, 'bypass'), onSelect: () => switchGroupMode(controller, index, 4) },
    { id: 'mute', label: t.muteGroup, ...menuHint(controller, 'mute'), onSelect: () => switchGroupMode(controller, index, 2) },
    'separator',
    { id: 'remove', label: t.deleteGroup, hint: 'Del', onSelect: () => removeGroup(controller, index) },
    { id: 'remove-nodes', label: t.deleteGroupNodes, tone: 'danger', onSelect: () => removeGroupWithNodes(controller, index) },
  ];
}

function groupColorItems(controller: GraphController, index: number): readonly MenuItem[] {
  return GROUP_COLORS.map(({ id, label, color }) => ({
    id,
    label,
    icon: (
      <span
        aria-hidden
        className="size-3 rounded-full border border-border-strong"
        style={color === null ? undefined : { backgroundColor: bandColor(color) }}
      />
    ),
    onSelect: () => paintGroup(controller, index, color),
  }));
}

/** The menu of the topmost group at a point, as a part of the canvas's own. */
export function groupsAt(controller: GraphController, point: Point): readonly PointMenuEntry[] {
  const found = controller.scene().groups.findLast((group) => contains(group, point));
  if (found === undefined) return [];
  const items = groupItems(controller, found.index).filter((entry) => entry !== 'separator' && !('items' in entry)) as readonly MenuItem[];
  return ['separator', { id: 'group', label: t.groupAt({ title: found.group.title }), items }];
}

/** What can be done to the selection as a whole. */
export function structureItems(controller: GraphController, nodeId: NodeId, announce: Announce): readonly PointMenuEntry[] {
  const nodes = [...controller.selection()].flatMap((id) => controller.graph()?.nodes.get(id) ?? []);
  const isReroutes = nodes.length > 0 && nodes.every((node) => node.type === REROUTE);
  return [
    { id: 'group', label: t.groupSelection, ...menuHint(controller, 'group'), onSelect: () => groupSelection(controller) },
    ...(nodes.length > 1 ? [{ id: 'arrange', label: t.arrange, items: arrangeItems(controller, nodes.length, announce) }] : []),
    { id: 'pack', label: t.packSelection, ...menuHint(controller, 'subgraph'), onSelect: () => packSelection(controller) },
    ...(selectedInstances(controller).length > 0
      ? [{ id: 'unpack', label: t.unpackSelection, onSelect: () => unpackSelection(controller) }]
      : []),
    ...promoteItems(controller, nodeId),
    ...(isReroutes ? [{ id: 'dissolve', label: t.dissolveReroute, onSelect: () => dissolveSelected(controller) }] : []),
  ];
}

/** Inside a subgraph: which controls its instances show. */
function promoteItems(controller: GraphController, nodeId: NodeId): readonly PointMenuEntry[] {
  const items = promotables(controller, nodeId).map((one): MenuItem => ({
    id: one.name,
    label: (one.slot === null ? t.promoteOne : t.demoteOne)({ name: one.label }),
    onSelect: () => switchPromoted(controller, nodeId, one),
  }));
  return items.length === 0 ? [] : [{ id: 'promote', label: t.promote, items }];
}

function arrangeItems(controller: GraphController, count: number, announce: Announce): readonly MenuItem[] {
  const isDisabled = count < 3;
  return [
    { id: 'lay-out', label: t.layOutSelection, ...menuHint(controller, 'lay-out'), onSelect: () => void layOutNodes(controller, announce) },
    { id: 'left', label: t.alignLeft, onSelect: () => alignSelection(controller, 'left') },
    { id: 'center', label: t.alignCenter, onSelect: () => alignSelection(controller, 'center') },
    { id: 'right', label: t.alignRight, onSelect: () => alignSelection(controller, 'right') },
    { id: 'top', label: t.alignTop, onSelect: () => alignSelection(controller, 'top') },
    { id: 'middle', label: t.alignMiddle, onSelect: () => alignSelection(controller, 'middle') },
    { id: 'bottom', label: t.alignBottom, onSelect: () => alignSelection(controller, 'bottom') },
    { id: 'across', label: t.distributeX, isDisabled, onSelect: () => distributeSelection(controller, 'x') },
    { id: 'down', label: t.distributeY, isDisabled, onSelect: () => distributeSelection(controller, 'y') },
  ];
}

/** What a wire's menu offers besides cutting it. */
export function rerouteItems(controller: GraphController, linkId: LinkId, at: Point): readonly PointMenuEntry[] {
  return [{ id: 'reroute', label: t.addReroute, onSelect: () => addReroute(controller, linkId, at) }];
}
