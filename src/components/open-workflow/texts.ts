import { defineTexts, plural } from '@/lib/texts';

interface File {
  readonly name: string;
}

/** Why a file could not be opened: what it is, and what to do. Keys are the codes of `FileError`. */
export const fileErrorTexts = defineTexts({
  'empty-file': ({ name }: File) => `“${name}” is empty. Choose another file.`,
  'too-large': ({ name, size, limit }: File & { size: string; limit: string }) =>
    `“${name}” is too large to open (${size}; the most is ${limit}).`,
  'not-readable': ({ name }: File) => `“${name}” is neither text nor a kind of picture, video or sound that can carry a workflow.`,
  'media-broken': ({ name }: File) => `“${name}” is damaged or cut short, so nothing can be read from it. Try the original file.`,
  'no-workflow-in-image': ({ name, isPicture }: File & { isPicture: boolean }) =>
    `“${name}” carries no workflow. ComfyUI writes it into its own outputs; editing or sending a ${isPicture ? 'picture' : 'file'} often removes it.`,
  'only-parameters': ({ name }: File) =>
    `“${name}” carries generation settings of another program in a form that is not known here, and no ComfyUI workflow.`,
  'media-not-supported': ({ name, kind }: File & { kind: string }) =>
    `The workflow in “${name}” cannot be read: files of the kind ${kind} are not supported. Open the workflow’s JSON instead.`,
  'json-syntax': ({ name }: File) => `“${name}” is not valid JSON. It may be damaged or only partly saved.`,
  'json-depth': ({ name }: File) => `“${name}” is nested too deeply to be a workflow.`,
  'json-of-something-else': ({ name }: File) => `“${name}” is JSON, but neither a workflow nor an API prompt.`,
  'too-many-nodes': ({ name, count, limit }: File & { count: number; limit: number }) =>
    `“${name}” has ${plural(count, 'node', 'nodes')}; the most that can be opened is ${plural(limit, 'node', 'nodes')}.`,
  'too-complex': ({ name }: File) => `“${name}” holds more data in one place than a workflow can have, so it was not opened.`,
  'too-slow': ({ name, seconds }: File & { seconds: number }) =>
    `“${name}” could not be read within ${plural(seconds, 'second', 'seconds')}, so reading was stopped. It may be damaged or not made for ComfyUI.`,
  'reader-failed': ({ name }: File) =>
    `“${name}” could not be read: the part of this page that reads files did not answer. Reload the page and try again.`,
  unexpected: ({ name, reason }: File & { reason: string }) => `“${name}” could not be opened. ${reason}`,
});

/** Texts of opening workflows. */
export const t = defineTexts({
  openFile: 'Open workflow file',
  openSaved: 'Open saved workflow',
  opened: ({ name }: File) => `Opened ${name}`,
  openedPrompt: ({ name }: File) => `Opened ${name} from its API prompt; the layout is new`,
  openedParameters: ({ name }: File) => `Built a workflow from the generation settings in ${name}; check its models before running it`,
  openedOdd: ({ name, count }: File & { count: number }) =>
    `Opened ${name}; ${plural(count, 'thing', 'things')} in it looked odd and was kept`,
  alreadyOpen: ({ name }: File) => `${name} is open already`,
  unreachable: ({ name, reason }: File & { reason: string }) => `“${name}” could not be read from the server. ${reason}`,
  jobWithoutWorkflow: 'This job came without workflow and prompt, so there is nothing to open.',
  jobName: ({ id }: { id: string }) => `Job ${id}`,
  dropHere: 'Drop to open the workflow',
  saved: 'Saved workflows',
  searchSaved: 'Search saved workflows',
  noneSaved: 'No saved workflows yet',
  noneSavedHint: 'Save the open workflow on the server and it appears here.',
  nothingFound: ({ text }: { text: string }) => `No saved workflow is called “${text}”`,
  listFailed: 'The saved workflows could not be listed',
  loading: 'Reading the saved workflows',
  templates: 'Templates',
  searchTemplates: 'Search templates',
  ownTemplates: 'Without a model',
  templatesFailed: 'The server’s templates could not be listed',
  noTemplate: ({ text }: { text: string }) => `No template matches “${text}”`,
  moreTemplates: ({ count }: { count: number }) => `Show more (${count})`,
  bookmark: ({ name }: File) => `Bookmark ${name}`,
  moreAbout: ({ name }: File) => `More about ${name}`,
  renameOrMove: 'Rename or move…',
  rename: 'Rename',
  newName: ({ name }: File) => `New name of ${name}`,
  folderHint: 'Folders may be named too: portraits/studio',
  renamed: ({ name }: File) => `Now called ${name}`,
  duplicate: 'Duplicate',
  duplicated: ({ name }: File) => `Copied ${name}`,
  delete: 'Delete',
  deleteTitle: 'Delete this workflow?',
  deleteText: ({ name }: File) => `“${name}” is deleted from the server and cannot be brought back. If it is open here, it stays open.`,
  deleted: ({ name }: File) => `Deleted ${name}`,
  cancel: 'Cancel',
  nameTaken: ({ name }: File) => `There is a workflow called “${name}” already. Nothing was changed.`,
  nameNeeded: 'Give the workflow a name.',
  nameLeaves: 'A name cannot hold “..” or begin with a slash.',
  manageFailed: ({ name, reason }: File & { reason: string }) => `“${name}” was not changed. ${reason}`,
});
