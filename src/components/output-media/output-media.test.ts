import { describe, expect, it } from 'vitest';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { toAltText, toOutputName } from './alt-text';
import { createLoadQueue } from '@/lib/load-queue';
import { parseFileRef, toDownloadName, toFileRef, toOutputRef, toViewerPath } from './output-ref';

const file = { filename: 'a b#1.png', subfolder: 'deep/er', type: 'output' } as const;

describe('refs of outputs', () => {
  it('name a file by folder, subfolder and name, and lead back to it', () => {
    expect(toFileRef(file)).toBe('output/deep/er/a b#1.png');
    expect(parseFileRef('output/deep/er/a b#1.png')).toEqual(file);
    const top = { ...file, subfolder: '' };
    expect(toFileRef(top)).toBe('output/a b#1.png');
    expect(parseFileRef(toFileRef(top))).toEqual(top);
  });

  it('are no files where an address names none', () => {
    expect(['', 'output', 'output/', 'etc/passwd', 'text/p1/2/0'].map(parseFileRef)).toEqual([null, null, null, null, null]);
  });

  it('go into an address part by part', () => {
    expect(toViewerPath('output/a b#1.png', toPromptId('p1'))).toBe('/gallery/output/a%20b%231.png?run=p1');
  });

  it('name a text by run, node and place', () => {
    const text = { kind: 'text', nodeId: toNodeId('5:2'), key: 'text', file: null, text: 'x' } as const;
    expect(toOutputRef(toPromptId('p1'), text, 3)).toBe('text/p1/5:2/3');
  });
});

it.each([
  ['plain.png', 'plain.png'],
  ['../../etc/passwd', 'passwd'],
  ['..\\evil.exe', 'evil.exe'],
  ['.bashrc', '_bashrc'],
  ['..', '_'],
  ['a\u202egnp.exe', 'a_gnp.exe'],
  ['x:y|z?.png', 'x_y_z_.png'],
  ['', 'output'],
])('saves %j as %j', (given, wanted) => {
  expect(toDownloadName(given)).toBe(wanted);
});

it('describes a picture by its prompt, else by its name', () => {
  const output = { kind: 'image', file, text: null } as const;
  expect(toAltText(output, 'a lighthouse')).toBe('Picture: a lighthouse');
  expect(toAltText(output, '')).toBe('Output a b#1.png');
  expect(toOutputName({ kind: 'text', file: null, text: ' two\n lines ' })).toBe('two lines');
});

describe('the load queue', () => {
  it('lets only so many load, in order', () => {
    const queue = createLoadQueue(2);
    const begun: number[] = [];
    const ends = [1, 2, 3, 4].map((n) => queue.request(() => begun.push(n)));
    expect(begun).toEqual([1, 2]);
    ends[0]?.();
    ends[0]?.();
    expect(begun).toEqual([1, 2, 3]);
  });

  it('forgets those that left before their turn', () => {
    const queue = createLoadQueue(1);
    const begun: number[] = [];
    const [first, second] = [1, 2, 3].map((n) => queue.request(() => begun.push(n)));
    second?.();
    first?.();
    expect(begun).toEqual([1, 3]);
  });
});
