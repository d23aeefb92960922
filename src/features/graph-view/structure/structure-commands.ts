import type { Command } from '@/components/commands/command';
import { viewCommand } from '../view-command';
import { alignSelection, distributeSelection, switchSnap } from './arrange-actions';
import { layOutNodes } from './auto-layout';
import { groupSelection } from './group-actions';
import { dissolveSelected } from './reroute-actions';
import { packSelection, unpackSelection } from './subgraph-actions';
import { texts as t } from './texts';

const needsSelection = true;

/** What can be done to the structure of a graph, for palette, shortcuts, menus and help. */
export const structureCommands: readonly Command[] = [
  viewCommand('group', t.groupSelection, { shortcut: '$mod+g', keywords: ['frame'], needsSelection, run: groupSelection }),
  viewCommand('to-groups', t.toGroups, {
    keywords: ['focus', 'frame'],
    run: (view) => {
      const first = view.scene().groups[0]?.index ?? null;
      const at = view.view.getState().focusedGroup ?? first;
      view.view.setState({ focusedGroup: at, groupWanted: at });
    },
  }),
  viewCommand('subgraph', t.packSelection, {
    shortcut: '$mod+Shift+e',
    keywords: ['create', 'convert'],
    needsSelection,
    run: packSelection,
  }),
  viewCommand('unpack', t.unpackSelection, { keywords: ['dissolve', 'expand'], needsSelection, run: unpackSelection }),
  viewCommand('lay-out', t.layOut, {
    shortcut: 'KeyL',
    keywords: ['arrange', 'tidy', 'automatic'],
    run: (view, { announce }) => layOutNodes(view, announce),
  }),
  viewCommand('align-left', t.alignLeft, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'left') }),
  viewCommand('align-center', t.alignCenter, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'center') }),
  viewCommand('align-right', t.alignRight, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'right') }),
  viewCommand('align-top', t.alignTop, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'top') }),
  viewCommand('align-middle', t.alignMiddle, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'middle') }),
  viewCommand('align-bottom', t.alignBottom, { keywords: ['arrange'], needsSelection, run: (view) => alignSelection(view, 'bottom') }),
  viewCommand('distribute-x', t.distributeX, {
    keywords: ['arrange', 'space'],
    needsSelection,
    run: (view) => distributeSelection(view, 'x'),
  }),
  viewCommand('distribute-y', t.distributeY, {
    keywords: ['arrange', 'space'],
    needsSelection,
    run: (view) => distributeSelection(view, 'y'),
  }),
  viewCommand('dissolve-reroutes', t.dissolveReroute, { keywords: ['bend'], needsSelection, run: dissolveSelected }),
  viewCommand('snap', t.snapToGrid, { keywords: ['align', 'raster'], isAnywhere: true, run: switchSnap }),
];
