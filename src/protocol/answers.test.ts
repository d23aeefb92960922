import { describe, expect, it } from 'vitest';
import { fromWidgetFileValue, parseAnnotatedFiles, parseUploaded, readFileRef, toWidgetFileValue, type FileRef } from './files';
import { parseServerJob, parseServerJobDetail } from './jobs';
import { parseServerJson } from './json-text';
import { parseGlobalSubgraph, parseModelFiles, parseNodeReplacements } from './models';
import { parseFeatures, parseLog, parseStringLists, parseStrings, parseSystemStats } from './system';
import { parseUserEntries, parseUserFiles, parseUsers } from './userdata';

const BAD_SHAPE = expect.objectContaining({ code: 'bad-shape' }) as Error;

describe('JSON of the server', () => {
  it('is exact on both roads', () => {
    expect(parseServerJson('{"seed":18446744073709551615,"t":1795568446.616847}')).toEqual({
      seed: 18446744073709551615n,
      t: 1795568446.616847,
    });
    expect(parseServerJson('{"a":9007199254740991,"b":NaN}')).toEqual({ a: 9007199254740991, b: NaN });
    expect(parseServerJson('18446744073709551615')).toBe(18446744073709551615n);
    expect(parseServerJson('[0.30000000000000004, -9007199254740993 ,[\n9007199254740993]]')).toEqual([
      0.1 + 0.2,
      -9007199254740993n,
      [9007199254740993n],
    ]);
    expect(() => parseServerJson('<html>')).toThrow(expect.objectContaining({ code: 'json-syntax' }));
  });
});

describe('files', () => {
  it('takes file items only, and no folder of somebody’s invention', () => {
    expect(readFileRef({ filename: 'a.png', subfolder: 'x', type: 'temp', id: 'asset' })).toEqual({
      filename: 'a.png',
      subfolder: 'x',
      type: 'temp',
    });
    expect(readFileRef({ filename: 'a.png' })).toEqual({ filename: 'a.png', subfolder: '', type: 'output' });
    for (const odd of ['a.png', null, {}, { filename: 3 }, { filename: 'a', type: '../etc' }, [1]]) expect(readFileRef(odd)).toBeNull();
  });

  it('reads an upload’s new name, with or without an asset', () => {
    expect(parseUploaded({ name: 'a (1).png', subfolder: 'deck/', type: 'input', asset: { id: 'x' } })).toEqual({
      filename: 'a (1).png',
      subfolder: 'deck/',
      type: 'input',
    });
  });

  it.each<[FileRef, string]>([
    [{ filename: 'a.png', subfolder: '', type: 'input' }, 'a.png'],
    [{ filename: 'a [b].png', subfolder: 'x/y', type: 'output' }, 'x/y/a [b].png [output]'],
    [{ filename: 'm.png', subfolder: 'clipspace', type: 'temp' }, 'clipspace/m.png [temp]'],
  ])('file %o is the value %s and back', (file, value) => {
    expect(toWidgetFileValue(file)).toBe(value);
    expect(fromWidgetFileValue(value)).toEqual(file);
  });

  it('reads annotated names, and refuses those of another folder', () => {
    expect(parseAnnotatedFiles(['a [x].png [input]'], 'input')).toEqual([{ filename: 'a [x].png', subfolder: '', type: 'input' }]);
    expect(() => parseAnnotatedFiles(['a.png [temp]'], 'input')).toThrow(BAD_SHAPE);
  });
});

describe('userdata', () => {
  it('knows single from multi-user servers', () => {
    expect(parseUsers({ storage: 'server', migrated: true })).toEqual({ kind: 'single' });
    expect(parseUsers({ storage: 'server', users: { a_1: 'A' } })).toEqual({ kind: 'multi', users: [{ id: 'a_1', name: 'A' }] });
    expect(() => parseUsers([])).toThrow(BAD_SHAPE);
  });

  it('gives ms whatever the server counts in', () => {
    const files = parseUserFiles([
      'old.json',
      { path: 'a', size: 1, modified: 1795568592347 },
      { path: 'b', size: 1, modified: 1795568592.3, created: null },
    ]);
    expect(files).toEqual([
      { path: 'old.json', sizeBytes: null, modifiedAtMs: null, createdAtMs: null },
      { path: 'a', sizeBytes: 1, modifiedAtMs: 1795568592347, createdAtMs: null },
      { path: 'b', sizeBytes: 1, modifiedAtMs: 1795568592300, createdAtMs: null },
    ]);
    expect(parseUserEntries([{ name: 'x', path: 'w/x', type: 'directory' }])[0]).toEqual({
      name: 'x',
      path: 'w/x',
      type: 'directory',
      sizeBytes: null,
      modifiedAtMs: null,
    });
  });
});

describe('system', () => {
  it('reads the statistics of a server of 2023', () => {
    const stats = parseSystemStats({
      system: { os: 'posix', python_version: '3.10' },
      devices: [{ name: 'cuda:0', type: 'cuda', vram_total: 24e9 }],
    });
    expect(stats).toMatchObject({ os: 'posix', comfyuiVersion: null, ramTotalBytes: null, argv: [], packages: [] });
    expect(stats.devices).toEqual([
      {
        name: 'cuda:0',
        type: 'cuda',
        index: null,
        vramTotalBytes: 24e9,
        vramFreeBytes: null,
        torchVramTotalBytes: null,
        torchVramFreeBytes: null,
      },
    ]);
    expect(() => parseSystemStats({ system: {} })).toThrow(BAD_SHAPE);
  });

  it('reads features with any of them missing', () => {
    expect(parseFeatures({ max_upload_size: 1.5e6, mine: 1 })).toEqual({
      supportsPreviewMetadata: false,
      maxUploadBytes: 1.5e6,
      hasAssets: false,
      hasNodeReplacements: false,
      runsParts: false,
      raw: { max_upload_size: 1.5e6, mine: 1 },
    });
  });

  it('reads logs without a terminal, and lists strictly', () => {
    expect(parseLog({ entries: [{ t: '2026', m: 'x' }], size: null })).toEqual({ entries: [{ t: '2026', m: 'x' }], size: null });
    expect(() => parseStrings({}, 'embeddings')).toThrow(BAD_SHAPE);
    expect([...parseStringLists({ pack: ['a'] }, 'templates')]).toEqual([['pack', ['a']]]);
    expect(() => parseStringLists({ pack: 'a' }, 'templates')).toThrow(BAD_SHAPE);
  });
});

describe('models', () => {
  it('gives times in ms', () => {
    expect(parseModelFiles([{ name: 'a', pathIndex: 1, modified: 1.5, size: 9 }])).toEqual([
      { name: 'a', pathIndex: 1, sizeBytes: 9, modifiedAtMs: 1500, createdAtMs: null },
    ]);
  });

  it('reads replacements by constant and by old input, and an absent subgraph', () => {
    const mapping = [
      { new_id: 'a', old_id: 'b' },
      { new_id: 'c', set_value: 'lanczos' },
    ];
    const list = [
      {
        new_node_id: 'New',
        old_node_id: 'Old',
        old_widget_ids: null,
        input_mapping: mapping,
        output_mapping: [{ new_idx: 1, old_idx: 0 }],
      },
    ];
    expect(parseNodeReplacements({ Old: list }).get('Old')).toEqual([
      {
        newClass: 'New',
        oldWidgetNames: null,
        inputs: [
          { newName: 'a', oldName: 'b', value: null },
          { newName: 'c', oldName: null, value: 'lanczos' },
        ],
        outputs: [{ newSlot: 1, oldSlot: 0 }],
      },
    ]);
    expect(parseGlobalSubgraph(null)).toBeNull();
  });
});

describe('jobs', () => {
  it('reads a job with only an id, and a status of the future', () => {
    expect(parseServerJob({ id: 'p', status: 'dreaming' })).toMatchObject({
      id: 'p',
      status: 'unknown',
      startTimeMs: null,
      outputsCount: 0,
      error: null,
    });
    expect(parseServerJobDetail({ id: 'p', status: 'pending' })).toMatchObject({ outputs: null, executionStatus: null, workflow: null });
    expect(() => parseServerJob({ status: 'pending' })).toThrow(BAD_SHAPE);
  });
});
