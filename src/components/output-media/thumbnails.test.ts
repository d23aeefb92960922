import { describe, expect, it } from 'vitest';
import { MAX_THUMBNAILS_IN_MEMORY, THUMBNAIL_MAKER_IDLE_MS, THUMBNAIL_SIDE_PX } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import { toPromptId } from '@/protocol/ids';
import { fitThumbnail } from './draw-thumbnail';
import { createLoadQueue } from '@/lib/load-queue';
import { createThumbnailMaker } from './thumbnail-maker';
import type { ThumbnailAnswer, ThumbnailTask } from './thumbnail-maker';
import { createThumbnails } from './thumbnails';
import type { Picture, ThumbnailResult } from './thumbnails';

const pictureOf = (name: string, run = 'p1'): Picture => ({
  jobId: toPromptId(run),
  file: { filename: name, subfolder: '', type: 'output' },
});

interface Load {
  readonly picture: Picture;
  readonly signal: AbortSignal;
  readonly succeed: () => void;
  readonly fail: () => void;
}

function setUp({ stored = new Map<string, Blob>(), isDrawable = true, canMake = true, parallel = 4, isStoreBroken = false } = {}) {
  const loads: Load[] = [];
  const revoked: string[] = [];
  let made = 0;
  let urls = 0;
  const thumbnails = createThumbnails({
    maker: {
      canMake,
      make: () => {
        made++;
        return Promise.resolve(isDrawable ? new Blob(['small']) : null);
      },
    },
    store: {
      read: (key) => (isStoreBroken ? Promise.reject(new Error('no store')) : Promise.resolve(stored.get(key) ?? null)),
      write: (key, blob) => {
        if (isStoreBroken) return Promise.reject(new Error('no store'));
        stored.set(key, blob);
        return Promise.resolve();
      },
    },
    queue: createLoadQueue(parallel),
    load: (picture, signal) =>
      new Promise((resolve, reject) => {
        loads.push({ picture, signal, succeed: () => resolve(new Uint8Array(8)), fail: () => reject(new Error('gone')) });
      }),
    urls: { createObjectURL: () => `blob:${++urls}`, revokeObjectURL: (url) => revoked.push(url) },
  });
  /** Asks, lets the store answer, and gives what came so far. */
  const ask = async (picture: Picture) => {
    const results: ThumbnailResult[] = [];
    const leave = thumbnails.request(picture, (result) => results.push(result));
    await settle();
    return { results, leave };
  };
  return { thumbnails, stored, loads, revoked, ask, made: () => made };
}

/** All that needs no outside answer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('thumbnails', () => {
  it('are made once: later ones come from memory, after a reload from what is kept', async () => {
    const { thumbnails, loads, ask, stored } = setUp();
    const picture = pictureOf('a.png');
    expect(thumbnails.peek(picture)).toBeNull();
    const { results } = await ask(picture);
    loads[0]?.succeed();
    await settle();
    expect(results).toEqual([{ kind: 'small', url: 'blob:1' }]);
    expect(thumbnails.peek(picture)).toEqual(results[0]);

    const next = setUp({ stored });
    const again = await next.ask(picture);
    expect(again.results.map(({ kind }) => kind)).toEqual(['small']);
    expect(next.loads).toEqual([]);
  });

  it('load a picture once for all who ask at the same time', async () => {
    const { loads, ask, made } = setUp();
    const first = await ask(pictureOf('a.png'));
    const second = await ask(pictureOf('a.png'));
    expect(loads).toHaveLength(1);
    first.leave();
    loads[0]?.succeed();
    await settle();
    expect([first.results, second.results].map((list) => list.length)).toEqual([0, 1]);
    expect(made()).toBe(1);
  });

  it('tell pictures of the same name apart by their run', async () => {
    const { loads, ask } = setUp();
    await ask(pictureOf('a.png', 'p1'));
    await ask(pictureOf('a.png', 'p2'));
    expect(loads.map(({ picture }) => picture.jobId)).toEqual(['p1', 'p2']);
  });

  it('load a few at a time, and not what nobody looks at any more', async () => {
    const { loads, ask } = setUp({ parallel: 1 });
    const first = await ask(pictureOf('a.png'));
    const second = await ask(pictureOf('b.png'));
    await ask(pictureOf('c.png'));
    expect(loads.map(({ picture }) => picture.file.filename)).toEqual(['a.png']);
    second.leave();
    first.leave();
    expect(loads[0]?.signal.aborted).toBe(true);
    expect(loads.map(({ picture }) => picture.file.filename)).toEqual(['a.png', 'c.png']);
  });

  it('give the file itself where it cannot be made small', async () => {
    const { thumbnails, loads, ask } = setUp({ isDrawable: false });
    const { results } = await ask(pictureOf('drawing.svg'));
    loads[0]?.succeed();
    await settle();
    expect(results).toEqual([{ kind: 'full' }]);
    expect(thumbnails.peek(pictureOf('drawing.svg')), 'it is not tried again').toEqual({ kind: 'full' });
    expect(setUp({ canMake: false }).thumbnails.peek(pictureOf('a.png'))).toEqual({ kind: 'full' });
  });

  it('try a file again that the server did not give', async () => {
    const { loads, ask } = setUp();
    const { results } = await ask(pictureOf('a.png'));
    loads[0]?.fail();
    await settle();
    expect(results).toEqual([{ kind: 'failed' }]);
    await ask(pictureOf('a.png'));
    expect(loads).toHaveLength(2);
  });

  it('need no store that works', async () => {
    const { loads, ask } = setUp({ isStoreBroken: true });
    const { results } = await ask(pictureOf('a.png'));
    loads[0]?.succeed();
    await settle();
    expect(results.map(({ kind }) => kind)).toEqual(['small']);
  });

  it('hold so many in memory and give the addresses of the oldest back', async () => {
    const { thumbnails, loads, ask, revoked } = setUp({ parallel: MAX_THUMBNAILS_IN_MEMORY + 1 });
    for (let number = 0; number <= MAX_THUMBNAILS_IN_MEMORY; number++) {
      await ask(pictureOf(`${number}.png`));
      loads[number]?.succeed();
      await settle();
    }
    expect(revoked).toEqual(['blob:1']);
    expect(thumbnails.peek(pictureOf('0.png'))).toBeNull();
    expect(thumbnails.peek(pictureOf('1.png'))).not.toBeNull();
  });
});

describe('the size of a thumbnail', () => {
  it.each([
    [2048, 1024, THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX / 2],
    [100, 80, 100, 80],
    [1, 100_000, 1, THUMBNAIL_SIDE_PX],
  ])('%d × %d becomes %d × %d', (width, height, wantedWidth, wantedHeight) => {
    expect(fitThumbnail(width, height)).toEqual({ width: wantedWidth, height: wantedHeight });
  });
});

describe('the maker', () => {
  interface StartedWorker {
    readonly tasks: ThumbnailTask[];
    readonly answer: (answer: ThumbnailAnswer) => void;
    readonly fail: () => void;
    isOver: boolean;
  }
  function setUpWorkers() {
    const workers: StartedWorker[] = [];
    const clock = createManualClock();
    const maker = createThumbnailMaker((answer, fail) => {
      const worker: StartedWorker = { tasks: [], isOver: false, answer, fail };
      workers.push(worker);
      return { send: (task) => worker.tasks.push(task), terminate: () => void (worker.isOver = true) };
    }, clock);
    return { workers, clock, maker };
  }

  it('gives each answer to its question', async () => {
    const { maker, workers } = setUpWorkers();
    const [first, second] = [maker.make(new Uint8Array(1)), maker.make(new Uint8Array(2))];
    const [one, two] = workers[0]?.tasks.map(({ id }) => id) ?? [];
    const blob = new Blob(['b']);
    workers[0]?.answer({ id: two ?? 0, thumbnail: blob });
    workers[0]?.answer({ id: one ?? 0, thumbnail: null });
    expect(await first).toBeNull();
    expect(await second).toBe(blob);
  });

  it('ends its worker when nothing is to do, and starts another with the next picture', () => {
    const { maker, workers, clock } = setUpWorkers();
    void maker.make(new Uint8Array(1));
    clock.advance(THUMBNAIL_MAKER_IDLE_MS);
    expect(workers[0]?.isOver, 'not while it works').toBe(false);
    workers[0]?.answer({ id: workers[0].tasks[0]?.id ?? 0, thumbnail: null });
    clock.advance(THUMBNAIL_MAKER_IDLE_MS);
    expect(workers[0]?.isOver).toBe(true);
    void maker.make(new Uint8Array(1));
    expect(workers).toHaveLength(2);
    expect(workers[1]?.tasks).toHaveLength(1);
  });

  it('leaves nobody waiting for a worker that cannot be loaded', async () => {
    const { maker, workers } = setUpWorkers();
    const waiting = maker.make(new Uint8Array(1));
    workers[0]?.fail();
    expect(await waiting).toBeNull();
  });

  it('cannot make any where there is no worker', async () => {
    const maker = createThumbnailMaker(() => null, createManualClock());
    expect(maker.canMake).toBe(false);
    expect(await maker.make(new Uint8Array(1))).toBeNull();
  });
});
