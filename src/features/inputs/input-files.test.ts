import { expect, it } from 'vitest';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import { fromWidgetFileValue } from '@/protocol/files';
import { toNodeId } from '@/protocol/ids';
import type { DocumentId } from '@/workspace/workspace';
import { filterInputFiles, foldersOf, gatherInputFiles, type FileUse, type InputFilters } from './input-files';

function use(value: string, node = 1): FileUse {
  return {
    documentId: 'd' as DocumentId,
    documentName: 'portrait',
    input: { graphId: 'root', nodeId: toNodeId(node), nodeTitle: 'Load Image', name: 'image', kind: 'image', value, isLinked: false },
  };
}

const ALL: InputFilters = { q: '', folder: null, kind: null, isUsedOnly: false };
const gather = (
  listed: readonly string[],
  uploaded: readonly string[] = [],
  uses: readonly FileUse[] = [],
  nodeTypes: NodeTypes = NO_NODE_TYPES,
) => gatherInputFiles({ listed: listed.map(fromWidgetFileValue), uploaded: uploaded.map(fromWidgetFileValue), nodeTypes, uses });

it('has each file once, with all who use it', () => {
  const files = gather(
    ['b.png', 'a.mp4'],
    ['set/c.png', 'b.png'],
    [use('b.png'), use('b.png', 2), use('clipspace/m.png [input]'), use('o.png [output]')],
  );
  expect(files.map(({ path, kind, uses, isListed }) => [path, kind, uses.length, isListed])).toEqual([
    ['b.png', 'image', 2, true],
    ['a.mp4', 'video', 0, true],
    ['set/c.png', 'image', 0, true],
    ['clipspace/m.png', 'image', 1, false],
  ]);
});

it('counts folders with what is below them', () => {
  expect(foldersOf(gather(['a.png', 'x/b.png', 'x/y/c.png', 'z/d.png']))).toEqual([
    { path: '', count: 4 },
    { path: 'x', count: 2 },
    { path: 'x/y', count: 1 },
    { path: 'z', count: 1 },
  ]);
});

it('finds by words, folder, kind and use', () => {
  const files = gather(['Red boat.png', 'x/red car.png', 'x/y/sea.mp4', 'xy/red.wav'], [], [use('x/red car.png')]);
  const paths = (filters: Partial<InputFilters>): readonly string[] =>
    filterInputFiles(files, { ...ALL, ...filters }).map(({ path }) => path);
  expect(paths({ q: 'boat RED' })).toEqual(['Red boat.png']);
  expect(paths({ folder: 'x' })).toEqual(['x/red car.png', 'x/y/sea.mp4']);
  expect(paths({ folder: '' })).toEqual(['Red boat.png']);
  expect(paths({ kind: 'audio' })).toEqual(['xy/red.wav']);
  expect(paths({ isUsedOnly: true, q: 'red' })).toEqual(['x/red car.png']);
});
