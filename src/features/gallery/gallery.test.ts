import { describe, expect, it } from 'vitest';
import type { JobOutput } from '@/jobs/job';
import { toNodeId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import { findItem, toGalleryItems } from './gallery-items';
import { GRID_GAP, GRID_PADDING, toGridLayout } from './grid-layout';
import { MAX_ZOOM, toActual, toFit, toMinZoom } from './viewer/fit';

function output(kind: JobOutput['kind'], filename: string, change: Partial<JobOutput> = {}): JobOutput {
  return { kind, nodeId: toNodeId('2'), key: 'images', file: { filename, subfolder: '', type: 'output' }, text: null, ...change };
}

const newer = buildJob('b', {
  workflowName: 'Portrait',
  outputs: [output('image', 'shared.png'), output('text', '', { file: null, text: 'a haiku' }), output('video', 'walk.mp4')],
});
const older = buildJob('a', { outputs: [output('image', 'shared.png'), output('image', 'own.png')] });
const refs = (filters: Parameters<typeof toGalleryItems>[1]) => toGalleryItems([newer, older], filters).map(({ ref }) => ref);

describe('the items of the gallery', () => {
  it('are the outputs of all kinds, a cached file once, with the newest run that reports it', () => {
    expect(refs({})).toEqual(['output/shared.png', 'text/b/2/1', 'output/walk.mp4', 'output/own.png']);
    expect(toGalleryItems([newer, older], {})[0]?.job.id).toBe('b');
  });

  it('can be those of one run, shared files included', () => {
    expect(refs({ run: 'a' })).toEqual(['output/shared.png', 'output/own.png']);
  });

  it('can be of one kind, or fit a text of prompt, name or content', () => {
    expect(refs({ kind: 'video' })).toEqual(['output/walk.mp4']);
    expect(refs({ kind: 'nonsense' })).toEqual([]);
    expect(refs({ q: 'own' })).toEqual(['output/own.png']);
    expect(refs({ q: 'portrait' })).toEqual(['output/shared.png', 'text/b/2/1', 'output/walk.mp4']);
    expect(refs({ q: 'portrait HAIKU' })).toEqual(['text/b/2/1']);
  });
});

describe('an output named by an address', () => {
  it('is found among the runs, whatever the filters', () => {
    expect(findItem('text/b/2/1', [newer, older])).toMatchObject({ job: { id: 'b' }, output: { text: 'a haiku' } });
  });

  it('is shown without its run when it is a file', () => {
    expect(findItem('temp/x/y/clip.webm', [])).toMatchObject({
      job: null,
      output: { kind: 'video', file: { type: 'temp', subfolder: 'x/y', filename: 'clip.webm' } },
    });
  });

  it('is nothing otherwise', () => {
    expect(findItem('text/gone/2/0', [newer])).toBeNull();
    expect(findItem('', [newer])).toBeNull();
  });
});

describe('the grid', () => {
  it('fills the width with the number of columns nearest to the wanted size', () => {
    for (const [width, wanted, columns] of [
      [360, 180, 2],
      [360, 416, 1],
      [1400, 180, 7],
      [40, 416, 1],
    ] as const) {
      const layout = toGridLayout(width, wanted);
      expect(layout.columns).toBe(columns);
      const used = layout.columns * layout.tileWidth + (layout.columns - 1) * GRID_GAP + 2 * GRID_PADDING;
      expect(used).toBeLessThanOrEqual(width);
      expect(used).toBeGreaterThan(width - layout.columns - 1);
    }
  });
});

describe('a picture on its stage', () => {
  const stage = { width: 800, height: 600 };

  it('fits as a whole, in the middle', () => {
    expect(toFit(stage, { width: 1600, height: 600 })).toEqual({ k: 0.5, x: 0, y: 150 });
    expect(toFit(stage, { width: 100, height: 100 })).toEqual({ k: 6, x: 100, y: 0 });
    expect(toFit(stage, { width: 1, height: 1 }).k).toBe(MAX_ZOOM);
  });

  it('is shown pixel by pixel, in the middle', () => {
    expect(toActual(stage, { width: 1600, height: 600 })).toEqual({ k: 1, x: -400, y: 0 });
  });

  it('can be made smaller than what fits, small ones than they are', () => {
    expect(toMinZoom(stage, { width: 1600, height: 600 })).toBe(0.25);
    expect(toMinZoom(stage, { width: 100, height: 100 })).toBe(0.5);
  });

  it('survives a stage that is not laid out yet', () => {
    expect(toFit({ width: 0, height: 0 }, { width: 10, height: 10 }).k).toBe(1);
  });
});
