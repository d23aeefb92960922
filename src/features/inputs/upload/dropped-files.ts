/** A file to be sent, with the folder it lay in. */
export interface FoundFile {
  readonly file: File;
  /** Its folders, `a/b`; empty at the top. */
  readonly folder: string;
}

/** Hidden files that systems leave in folders. */
const LEFT_BY_SYSTEMS = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/;

/** Files of a chooser; one for folders gives them with their paths. */
export function chosenFiles(files: Iterable<File>): readonly FoundFile[] {
  return [...files]
    .map((file) => ({ file, folder: file.webkitRelativePath.split('/').slice(0, -1).join('/') }))
    .filter(({ file }) => !LEFT_BY_SYSTEMS.test(file.name));
}

/** Everything in a drop or on the clipboard, folders with all that is in them. Takes hold of it at once: a transfer is empty a moment later. */
export function transferredFiles(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<readonly FoundFile[]> {
  const entries = [...transfer.items]
    .map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
    .filter((entry) => entry !== null);
  if (entries.length === 0) return Promise.resolve(chosenFiles(transfer.files));
  return Promise.all(entries.map((entry) => readEntry(entry, ''))).then((found) =>
    found.flat().filter(({ file }) => !LEFT_BY_SYSTEMS.test(file.name)),
  );
}

async function readEntry(entry: FileSystemEntry, folder: string): Promise<readonly FoundFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, folder }];
  }
  if (!isDirectory(entry)) return [];
  const inside = await readAll(entry.createReader());
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  return (await Promise.all(inside.map((child) => readEntry(child, path)))).flat();
}

/** A reader answers in parts until one is empty. */
async function readAll(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    found.push(...part);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
