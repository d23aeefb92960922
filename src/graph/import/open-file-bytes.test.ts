import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import { MAX_INLINE_FILE_BYTES, READ_FILE_LIMIT_MS } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import { FileError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';
import { GENERATION_TYPES } from './fixtures/generation-types';
import { largeWorkflow } from './fixtures/large-workflow';
import { pngWithTexts } from './fixtures/png-with-texts';
import { TYPES } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import type { NodeTypes } from '../node-types/node-type';
import { splitDocument } from './document-parts';
import { createFileReader, type FileReader } from './file-reader';
import { openFileBytes, startFileWorker, type FileWorker } from './open-file-bytes';
import { openWorkflowFile } from './open-file';

/** A worker without a thread: the same messages over a real channel, so everything is cloned on its way. */
function createChannelWorker(reader: FileReader = createFileReader()) {
  const { port1, port2 } = new MessageChannel();
  expose(reader, port2);
  const errors = new EventTarget();
  let isEnded = false;
  const worker: FileWorker = {
    postMessage: (message: unknown, transferred?: Transferable[]) => port1.postMessage(message, transferred ?? []),
    addEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
      (type === 'error' ? errors : port1).addEventListener(type, listener),
    removeEventListener: (type: string, listener: EventListenerOrEventListenerObject) =>
      port1.removeEventListener(type, listener as EventListener),
    start: () => port1.start(),
    terminate: () => {
      isEnded = true;
      port1.close();
      port2.close();
    },
  };
  return { worker, isEnded: () => isEnded, fail: () => errors.dispatchEvent(new Event('error')) };
}

const bytesOf = (content: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
const noTypes = (): Promise<NodeTypes> => Promise.reject(new Error('not asked for'));
const WORKFLOW: JsonValue = {
  nodes: [
    { id: '__proto__', type: 'constructor', widgets_values: [18446744073709551615n, Number.NaN], properties: { odd: '\u0000' } },
    { id: 2, type: 'sub' },
  ],
  links: [[1, '__proto__', 0, 2, 0, 'X'], null],
  definitions: { subgraphs: [{ id: 'sub', name: 'Sub', nodes: [{ id: 1, type: 'B' }], links: [], inputs: [], outputs: [] }] },
  extra: { reroutes: [{ id: 1 }] },
};

function open(content: string | Uint8Array, worker: FileWorker | null, loadTypes = noTypes) {
  const clock = createManualClock();
  const opening = openFileBytes({ bytes: bytesOf(content), fileName: 'dir/some.png', loadTypes }, { startWorker: () => worker, clock });
  return { opening, clock };
}

describe('opening in a worker', () => {
  it('gives the same as opening here, exact numbers and odd ids included', async () => {
    const file = pngWithTexts({ workflow: stringifyExactJson(WORKFLOW) });
    const { worker, isEnded } = createChannelWorker();
    const opened = await open(file, worker).opening;
    expect(opened).toEqual(await openWorkflowFile(file, 'dir/some.png', TYPES));
    expect(writeWorkflow(opened.document)).toEqual(WORKFLOW);
    expect(opened.document.root.nodes.size).toBe(2);
    expect(({} as Record<string, unknown>)['class_type']).toBeUndefined();
    expect(isEnded()).toBe(true);
  });

  it('asks for the node types of a prompt only, and only for those it has', async () => {
    const prompt: JsonValue = {
      '1': { class_type: 'Empty', inputs: { width: 64 } },
      '2': { class_type: 'Unknown', inputs: { a: ['1', 0] } },
    };
    const file = pngWithTexts({ prompt: stringifyExactJson(prompt) });
    const asked: string[] = [];
    const spy: NodeTypes = { ...TYPES, get: (name) => (asked.push(name), TYPES.get(name)) };
    const opened = await open(file, createChannelWorker().worker, () => Promise.resolve(spy)).opening;
    expect(asked).toEqual(['Empty', 'Unknown']);
    expect(opened).toEqual(await openWorkflowFile(file, 'dir/some.png', TYPES));
  });

  it('opens a prompt without node types when they cannot be had, and settings with them', async () => {
    const prompt = pngWithTexts({ prompt: '{"1":{"class_type":"Empty","inputs":{}}}' });
    expect((await open(prompt, createChannelWorker().worker).opening).from).toBe('prompt');
    const settings = pngWithTexts({ parameters: 'a\nSteps: 3, Model: dream shaper_8' });
    const opened = await open(settings, createChannelWorker().worker, () => Promise.resolve(GENERATION_TYPES)).opening;
    expect(JSON.stringify([...opened.document.root.nodes.values()].map((node) => node.widgetValues))).toContain('Dream Shaper_8');
  });

  it('refuses with the same names and details', async () => {
    const { worker, isEnded } = createChannelWorker();
    const error: unknown = await open(pngWithTexts({ workflow: '{}' }).subarray(0, 60), worker).opening.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ code: 'media-broken', details: { fileKind: 'png', reason: 'png-truncated' } });
    expect(isEnded()).toBe(true);
  });

  it('is used for media and large files only', async () => {
    const used = async (content: string | Uint8Array): Promise<boolean> => {
      const { worker, isEnded } = createChannelWorker();
      await open(content, worker).opening;
      return isEnded();
    };
    expect(await used('{"nodes":[],"links":[]}')).toBe(false);
    expect(await used(`{"nodes":[],"links":[]}${' '.repeat(MAX_INLINE_FILE_BYTES)}`)).toBe(true);
    expect(await used(pngWithTexts({ workflow: '{"nodes":[],"links":[]}' }))).toBe(true);
  });

  it('is done here where there are no workers', async () => {
    expect(startFileWorker()).toBeNull();
    expect((await open(pngWithTexts({ workflow: stringifyExactJson(WORKFLOW) }), null).opening).from).toBe('workflow');
    const prompt = stringifyExactJson({ '1': { class_type: 'Empty', inputs: { width: 64 } } });
    expect((await open(prompt, null, () => Promise.resolve(TYPES)).opening).document.root.nodes.get('1' as never)?.outputs).toHaveLength(1);
  });
});

describe('a reader that does not answer', () => {
  const silent: FileReader = { open: () => new Promise(() => undefined) };
  const png = pngWithTexts({ workflow: '{}' });

  it('is given up after the time, and ended', async () => {
    const { worker, isEnded } = createChannelWorker(silent);
    const { opening, clock } = open(png, worker);
    clock.advance(READ_FILE_LIMIT_MS - 1);
    expect(isEnded()).toBe(false);
    clock.advance(1);
    await expect(opening).rejects.toMatchObject({ code: 'too-slow', details: { limitMs: READ_FILE_LIMIT_MS } });
    expect(isEnded()).toBe(true);
  });

  it('that waits for node types has all the time it needs, and afterwards the full time again', async () => {
    const { worker } = createChannelWorker({
      open: async (_bytes, _name, callbacks) => {
        await callbacks.types(['A']);
        return new Promise(() => undefined);
      },
    });
    let answer = (): void => undefined;
    let heard = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (heard = resolve));
    const { opening, clock } = open(png, worker, () => {
      heard();
      return new Promise((resolve) => (answer = () => resolve(TYPES)));
    });
    await isAsked;
    clock.advance(READ_FILE_LIMIT_MS * 10);
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(READ_FILE_LIMIT_MS - 1);
    let isOver = false;
    opening.catch(() => (isOver = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    clock.advance(1);
    await expect(opening).rejects.toMatchObject({ code: 'too-slow' });
  });

  it('that does not start is an error with a name', async () => {
    const { worker, fail, isEnded } = createChannelWorker(silent);
    const { opening } = open(png, worker);
    fail();
    await expect(opening).rejects.toMatchObject({ code: 'reader-failed' });
    expect(isEnded()).toBe(true);
  });
});

describe('what is handed to the page at once', () => {
  it('is small even for a file of 5 MB', async () => {
    const text = largeWorkflow(5_000_000);
    const { document } = await openWorkflowFile(bytesOf(text), 'x', TYPES);
    const sizes = [...splitDocument(document).parts].map((part) => JSON.stringify([part.nodes, part.links]).length);
    expect(document.root.nodes.size).toBeGreaterThan(2_000);
    expect(Math.max(...sizes)).toBeLessThan(500_000);
    const opened = await open(text, createChannelWorker().worker).opening;
    expect(stringifyExactJson(writeWorkflow(opened.document))).toBe(text);
  });

  it('one node with more than that is refused', async () => {
    const mask = `{"nodes":[{"id":1,"type":"A","widgets_values":[[${'1,'.repeat(250_000)}1]]}],"links":[]}`;
    expect((await open(mask, createChannelWorker().worker).opening).document.root.nodes.size).toBe(1);
    const bomb = `{"nodes":[{"id":1,"type":"A","widgets_values":[[${'[],'.repeat(500_000)}1]]}],"links":[]}`;
    await expect(open(bomb, createChannelWorker().worker).opening).rejects.toMatchObject({ code: 'too-complex' });
    const rest = `{"nodes":[],"links":[],"extra":[${'[],'.repeat(500_000)}1]}`;
    await expect(open(rest, createChannelWorker().worker).opening).rejects.toMatchObject({ code: 'too-complex' });
  });
});
