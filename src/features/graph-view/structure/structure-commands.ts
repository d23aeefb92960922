import type { Command } from '@/components/commands/command';
import { viewCommand } from '../view-command';
import { alignSelection, distributeSelection, switchSnap } from './arrange-actions';
import { groupSelection } from './group-actions';
import { dissolveSelected } from './reroute-actions';
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
