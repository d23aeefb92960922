import { describe, expect, it } from 'vitest';
import type { UserEntry } from '@/protocol/userdata';
import { findPathFault, folderOf, nameOf, numberedPath } from './paths';
import { decodeText } from './save-file';
import { toTreeRows } from './tree-rows';

describe('paths of files', () => {
  it.each([
    ['', 'pathNeeded'],
    ['a//b', 'pathLeaves'],
    ['../a', 'pathLeaves'],
    ['😀'.repeat(64), 'pathTooLong'],
    ['w/#% + 😀.json', null],
    ['x'.repeat(200), null],
  ])('%s is judged before the server is', (path, fault) => expect(findPathFault(path)).toBe(fault));

  it('have a folder, a name, and free names beside them', () => {
    expect([folderOf('a/b/c.json'), folderOf('c.json'), nameOf('a/b/c.json')]).toEqual(['a/b', '', 'c.json']);
    expect([numberedPath('a.b/c.json', 2), numberedPath('a.b/c', 1), numberedPath('.index', 1)]).toEqual([
      'a.b/c (2).json',
      'a.b/c (1)',
      '.index (1)',
    ]);
  });

  it('text keeps its byte order mark; bytes are no text', () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 65]))).toBe('\ufeffA');
    expect(decodeText(new Uint8Array([0xff, 0xd8]))).toBeNull();
    expect(decodeText(new Uint8Array([65, 0, 66]))).toBeNull();
  });

  it('5,000 files are laid out, closed folders cost nothing', () => {
    const entries = Array.from({ length: 5_000 }, (_, n): UserEntry => {
      const path = `folder ${n % 50}/file ${n}.json`;
      return { path, name: path, type: 'file', sizeBytes: 1, modifiedAtMs: 1 };
    });
    expect(toTreeRows(entries, new Set(), '')).toHaveLength(50);
    expect(toTreeRows(entries, new Set(['folder 7']), '')).toHaveLength(150);
    expect(toTreeRows(entries, new Set(), 'FILE 4999')).toEqual([
      { path: 'folder 49/file 4999.json', name: 'folder 49/file 4999.json', level: 1, isFolder: false, isOpen: false },
    ]);
  });
});
