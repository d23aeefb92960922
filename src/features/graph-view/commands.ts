import type { Command, CommandContext } from '@/components/commands/command';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { objectInfoQuery } from '@/session/queries/node-types';
import type { Session } from '@/session/session';
import { copySelection, cutSelection } from './clipboard/clipboard-actions';
import { pasteFromSystem } from './clipboard/paste-content';
import { writeSystemClipboard } from './clipboard/system-clipboard';
import type { GraphController } from './controller';
import { deleteSelected, duplicate, selectAll, switchCollapsed, switchMode, switchPinned } from './node-actions';
import { texts as t } from './texts';
import { runHereCommand } from './run-here';
import { structureCommands } from './structure/structure-commands';
import { viewCommand } from './view-command';
import { fitView, leaveOne, viewCentre, zoomReset, zoomStep } from './view-actions';

function pasteHere(controller: GraphController, context: CommandContext, keepsIncoming: boolean): Promise<void> {
  return pasteFromSystem(controller, { at: viewCentre(controller), keepsIncoming, context });
}

/** Asks the server for its lists again; what is chosen stays chosen. */
async function refreshTypes(session: Session, announce: CommandContext['announce']): Promise<void> {
  try {
    await session.queryClient.query({ ...objectInfoQuery(session), staleTime: 0 });
    announce(t.typesRefreshed, 'success');
  } catch (error) {
    announce(t.typesNotRefreshed({ reason: wordFailure(toAppError(error)) }), 'danger');
  }
}

function renameSelected(controller: GraphController): void {
  const [first] = controller.selection();
  const renaming = first ?? controller.view.getState().focusedNode;
  controller.view.setState({ renaming });
}

const editing: readonly Command[] = [
  viewCommand('undo', t.undo, { shortcut: '$mod+z', isAnywhere: true, run: ({ workspace, documentId }) => workspace.undo(documentId) }),
  viewCommand('redo', t.redo, {
    shortcut: '$mod+y | $mod+Shift+z',
    isAnywhere: true,
    run: ({ workspace, documentId }) => workspace.redo(documentId),
  }),
  viewCommand('delete', t.delete, {
    shortcut: 'Delete | Backspace',
    keywords: ['remove', 'node'],
    needsSelection: true,
    run: deleteSelected,
  }),
  viewCommand('copy', t.copy, {
    shortcut: '$mod+c',
    hasFixedKeys: true,
    needsSelection: true,
    run: (view) => writeSystemClipboard(copySelection(view)),
  }),
  viewCommand('cut', t.cut, {
    shortcut: '$mod+x',
    hasFixedKeys: true,
    needsSelection: true,
    run: (view) => writeSystemClipboard(cutSelection(view)),
  }),
  viewCommand('paste', t.paste, { shortcut: '$mod+v', hasFixedKeys: true, run: (view, context) => pasteHere(view, context, false) }),
  viewCommand('paste-wired', t.pasteWired, {
    shortcut: '$mod+Shift+v',
    hasFixedKeys: true,
    run: (view, context) => pasteHere(view, context, true),
  }),
  viewCommand('duplicate', t.duplicate, { shortcut: '$mod+d', needsSelection: true, run: (view) => duplicate(view, false) }),
  viewCommand('duplicate-wired', t.duplicateWired, {
    shortcut: '$mod+Shift+d',
    needsSelection: true,
    run: (view) => duplicate(view, true),
  }),
  viewCommand('bypass', t.bypass, { shortcut: '$mod+b', keywords: ['skip'], needsSelection: true, run: (view) => switchMode(view, 4) }),
  viewCommand('mute', t.mute, { shortcut: '$mod+m', keywords: ['never'], needsSelection: true, run: (view) => switchMode(view, 2) }),
  viewCommand('collapse', t.collapse, {
    shortcut: 'Alt+KeyC',
    keywords: ['fold'],
    needsSelection: true,
    run: (view) => switchCollapsed(view),
  }),
  viewCommand('pin', t.pin, { shortcut: 'KeyP', keywords: ['lock'], needsSelection: true, run: (view) => switchPinned(view) }),
  runHereCommand,
  viewCommand('rename', t.rename, { shortcut: 'F2', keywords: ['title'], needsSelection: true, run: renameSelected }),
];

const looking: readonly Command[] = [
  viewCommand('select-all', t.selectAll, { shortcut: '$mod+a', run: selectAll }),
  viewCommand('fit', t.fit, { shortcut: '.', keywords: ['zoom', 'all'], run: fitView }),
  viewCommand('zoom-in', t.zoomIn, { run: (view) => zoomStep(view, 'in') }),
  viewCommand('zoom-out', t.zoomOut, { run: (view) => zoomStep(view, 'out') }),
  viewCommand('zoom-reset', t.zoomReset, { run: zoomReset }),
  viewCommand('leave-subgraph', t.leaveSubgraph, {
    keywords: ['up', 'back', 'parent'],
    isAnywhere: true,
    run: (view) => void leaveOne(view),
  }),
  viewCommand('find', t.findNode, {
    shortcut: '$mod+f',
    keywords: ['search', 'jump', 'title', 'id', 'value'],
    isAnywhere: true,
    run: (view) => view.view.setState({ isFinding: true }),
  }),
  viewCommand('refresh-types', t.refreshTypes, {
    shortcut: 'KeyR',
    keywords: ['reload', 'lists', 'models', 'files', 'node types', 'combo'],
    isAnywhere: true,
    run: (_view, { session, announce }) => refreshTypes(session, announce),
  }),
  viewCommand('add-node', t.addNode, {
    keywords: ['search', 'new', 'insert'],
    run: (view) => view.view.setState({ search: { point: viewCentre(view), from: null } }),
  }),
];

/** What can be done to the graph, for palette, shortcuts, menus and help. */
export const commands: readonly Command[] = [...editing, ...structureCommands, ...looking];
