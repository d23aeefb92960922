import { describe, expect, it } from 'vitest';
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import { changeMarks, mergeMarks, NO_MARK, parseMarksFile, toMarksFile } from './mark';
import type { Marks } from './mark';
import { readMarks, writeMarks } from './marks-files';

const at = (atMs: number, change = {}) => ({ ...NO_MARK, atMs, ...change });
const NOVEMBER = Date.UTC(2026, 10, 25);
const DECEMBER = Date.UTC(2026, 11, 1);

function createFolder() {
  const files = new Map<string, string>();
  const client: Pick<ApiClient, 'listUserdata' | 'readUserdata' | 'writeUserdata'> = {
    listUserdata: (folder) =>
      Promise.resolve(
        files.size === 0
          ? null
          : [...files.keys()].map((path) => ({ path: path.slice(folder.length + 1), sizeBytes: 1, modifiedAtMs: 0, createdAtMs: 0 })),
      ),
    readUserdata: (path) => {
      const text = files.get(path);
      return text === undefined ? Promise.reject(new ApiError('http', { status: 404, url: path })) : Promise.resolve(text);
    },
    writeUserdata: (path, body) => {
      files.set(path, typeof body === 'string' ? body : '');
      return Promise.resolve({ kind: 'written', file: { path, sizeBytes: 1, modifiedAtMs: 0, createdAtMs: 0 } });
    },
  };
  return { files, client };
}

describe('marks', () => {
  it('of two browsers are joined, the later of each output counts', () => {
    const mine: Marks = new Map([
      ['a', at(5, { rating: 1 })],
      ['b', at(9, { rating: 2 })],
    ]);
    const theirs: Marks = new Map([
      ['a', at(6, { rating: 3 })],
      ['b', at(8, { rating: 4 })],
      ['c', at(1, { rating: 5 })],
    ]);
    const joined = mergeMarks(mine, theirs);
    expect([...joined].map(([ref, { rating }]) => [ref, rating])).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 5],
    ]);
    expect(mergeMarks(joined, theirs)).toBe(joined);
  });

  it('change is later than what it changes, even by a slow clock', () => {
    const changed = changeMarks(new Map([['a', at(100, { rating: 2 })]]), ['a', 'b'], { isFavourite: true }, 50);
    expect(changed.get('a')).toEqual(at(101, { rating: 2, isFavourite: true }));
    expect(changed.get('b')).toEqual(at(50, { isFavourite: true }));
  });

  it('come back from a file; what is broken in it costs itself only', () => {
    const marks: Marks = new Map([['output/ü/a.png', at(5, { tags: ['sea'], verdict: 'keep' })]]);
    expect(parseMarksFile(toMarksFile(marks))).toEqual(marks);
    const odd = '{"format":"comfydeck-marks","outputs":{"a":{"rating":9,"atMs":3},"b":5,"__proto__":{"atMs":1}}}';
    expect(parseMarksFile(odd)?.get('a')).toEqual(at(3));
    expect(parseMarksFile(odd)?.has('b')).toBe(false);
    expect(parseMarksFile('{"nodes":[]}')).toBeNull();
    expect(parseMarksFile('<html>')).toBeNull();
  });
});

describe('marks on the server', () => {
  it('are written month by month and read together, with what others wrote meanwhile', async () => {
    const { client, files } = createFolder();
    expect((await readMarks(client)).size).toBe(0);
    await writeMarks(client, new Map([['a', at(1, { rating: 1 })]]), NOVEMBER);
    await writeMarks(client, new Map([['b', at(2, { rating: 2 })]]), NOVEMBER);
    await writeMarks(client, new Map([['a', at(3, { rating: 5 })]]), DECEMBER);
    expect([...files.keys()]).toEqual(['comfydeck/marks/2026-11.json', 'comfydeck/marks/2026-12.json']);
    const read = await readMarks(client);
    expect([read.get('a')?.rating, read.get('b')?.rating]).toEqual([5, 2]);
  });

  it('are not written over when they cannot be read', async () => {
    const { client, files } = createFolder();
    await writeMarks(client, new Map([['a', at(1)]]), NOVEMBER);
    const before = new Map(files);
    const broken = { ...client, readUserdata: () => Promise.reject(new ApiError('network', { url: '' })) };
    await expect(writeMarks(broken, new Map([['b', at(2)]]), NOVEMBER)).rejects.toThrow();
    expect(files).toEqual(before);
  });
});
