import type { Command } from '../commands/command';
import { exportActivePrompt, saveActive, saveActiveAs, saveActiveToFile } from './save-actions';
import { t } from './texts';

const hasDocument: NonNullable<Command['isEnabled']> = ({ workspace }) => workspace.documents.getState().activeId !== null;

/** Saving and exporting; `SaveDialogs` must be on the page. */
export const saveCommands: readonly Command[] = [
  {
    id: 'document.save',
    title: t.save,
    keywords: ['server', 'userdata', 'keep'],
    shortcut: '$mod+KeyS',
    worksInFields: true,
    isEnabled: hasDocument,
    run: saveActive,
  },
  { id: 'document.saveAs', title: t.saveAs, shortcut: '$mod+Shift+KeyS', worksInFields: true, isEnabled: hasDocument, run: saveActiveAs },
  { id: 'document.saveFile', title: t.saveFile, keywords: ['download', 'json'], isEnabled: hasDocument, run: saveActiveToFile },
  {
    id: 'document.exportPrompt',
    title: t.exportPrompt,
    keywords: ['download', 'json', 'api'],
    isEnabled: hasDocument,
    run: exportActivePrompt,
  },
];
