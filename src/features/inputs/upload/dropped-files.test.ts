import { expect, it } from 'vitest';
import { chosenFiles, transferredFiles } from './dropped-files';

const file = (name: string, path = ''): File => Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path });

/** Folders as a browser hands them over: in parts, until one is empty. */
function folder(name: string, ...inside: readonly FileSystemEntry[]): FileSystemEntry {
  const parts = [...inside.map((entry) => [entry]), []];
  const createReader = () => ({ readEntries: (onPart: (entries: FileSystemEntry[]) => void) => onPart(parts.shift() ?? []) });
  return Object.assign(Object.create(null) as FileSystemEntry, { name, isFile: false, isDirectory: true, createReader });
}

function leaf(name: string): FileSystemEntry {
  const give = (onFile: (given: File) => void): void => onFile(file(name));
  return Object.assign(Object.create(null) as FileSystemEntry, { name, isFile: true, isDirectory: false, file: give });
}

it('keeps the folders of a chosen one, and leaves what systems put there', () => {
  const found = chosenFiles([file('a.png', 'set/deep/a.png'), file('.DS_Store', 'set/.DS_Store'), file('b.png')]);
  expect(found.map(({ file: { name }, folder: path }) => [path, name])).toEqual([
    ['set/deep', 'a.png'],
    ['', 'b.png'],
  ]);
});

it('walks through dropped folders to their last file', async () => {
  const entries = [
    leaf('top.png'),
    folder('set', leaf('a.png'), folder('deep', leaf('b.png'), leaf('Thumbs.db')), leaf('c.png'), folder('none')),
  ];
  const items = entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry }));
  const found = await transferredFiles({ items, files: [] } as never);
  expect(found.map(({ file: { name }, folder: path }) => `${path}/${name}`)).toEqual([
    '/top.png',
    'set/a.png',
    'set/deep/b.png',
    'set/c.png',
  ]);
});

it('takes plain files where a drop has no entries', async () => {
  const found = await transferredFiles({ items: [{ kind: 'string' }], files: [file('a.png')] } as never);
  expect(found.map(({ file: { name } }) => name)).toEqual(['a.png']);
});
