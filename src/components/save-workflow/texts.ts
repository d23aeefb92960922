import { defineTexts } from '@/lib/texts';

/** Texts of saving and exporting. */
export const t = defineTexts({
  save: 'Save workflow',
  saveHint: 'Save workflow (Ctrl+S)',
  saveAs: 'Save workflow as…',
  saveFile: 'Save workflow to a file',
  exportPrompt: 'Export API prompt',
  nothingOpen: 'No workflow is open',
  nameLabel: 'Name',
  nameHint: 'Folders may be named too: portraits/studio',
  onServer: 'Save on the server',
  toFile: 'Save to a file',
  cancel: 'Cancel',
  saving: 'Saving…',
  nameNeeded: 'Give the workflow a name.',
  nameLeaves: 'A name cannot hold “..” or begin with a slash.',
  savedOnServer: ({ path }: { path: string }) => `Saved on the server as ${path}`,
  savedToFile: ({ fileName }: { fileName: string }) => `Saved to ${fileName}`,
  exported: ({ fileName }: { fileName: string }) => `API prompt exported to ${fileName}`,
  exportProblems: ({ fileName, reason }: { fileName: string; reason: string }) =>
    `API prompt exported to ${fileName}. It will not run as it is: ${reason}`,
  exportFailed: ({ reason }: { reason: string }) => `Nothing exported: the server’s node types are not known. ${reason}`,
  saveFailed: ({ name, reason }: { name: string; reason: string }) => `“${name}” was not saved. ${reason} It stays open and unsaved.`,
  existsTitle: 'Overwrite the saved workflow?',
  existsText: ({ path }: { path: string }) => `The server already has ${path}. Saving replaces it; the old one cannot be brought back.`,
  changedTitle: 'Changed on the server meanwhile',
  changedText: ({ path, changedAt, knownAt }: { path: string; changedAt: string; knownAt: string }) =>
    `${path} was saved elsewhere on ${changedAt}; what is open here is from ${knownAt}. Overwriting replaces that newer version. To keep both, save under another name.`,
  overwrite: 'Overwrite',
});
