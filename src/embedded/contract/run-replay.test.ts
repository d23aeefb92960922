import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { startEmbeddedServer, type EmbeddedServer } from '../index';
import { compareShape, type ShapeRules } from './compare-shape';
import { hasShared, readFixture, type CapturedExchange } from './fixtures';
import { readText, sendRaw } from './raw-request';
import { compareAnswer } from './replay';
import { flushSockets, until } from './settle';
import { ANNOUNCEMENT, connectRecorder, type RecordedFrame, type SocketRecorder } from './socket-recorder';

type CapturedFrame =
  | { readonly kind: 'text'; readonly message: { readonly type: string; readonly data: JsonObject } }
  | { readonly kind: 'binary'; readonly eventType: number; readonly base64: string };

interface CapturedRun {
  readonly post: CapturedExchange;
  readonly submitterSocket: readonly CapturedFrame[];
  readonly otherSocket?: readonly CapturedFrame[];
  readonly history: JsonObject;
  readonly job: JsonObject;
  readonly during?: readonly CapturedExchange[];
}

/** In the order of the capture where one run needs the cache of another; each list is one server. */
const SESSIONS: readonly (readonly string[])[] = [
  [
    'run-success',
    'run-cached',
    'run-partly-cached',
    'run-renumbered-cached',
    'run-batch-of-3',
    'run-error',
    'run-error-in-core-node',
    'run-interrupted',
    'run-interrupted-global',
    'run-progress-preview-metadata',
    'run-progress-preview-plain',
    'run-without-client-id',
    'run-partial-targets',
    'run-one-branch-invalid',
  ],
  ['run-dynamic-inputs', 'run-load-image', 'run-lazy-switch', 'run-expansion', 'run-execution-blocked'],
  ['run-kinds-text', 'run-kinds-animated', 'run-kinds-latent', 'run-kinds-audio', 'run-kinds-image-compare', 'run-kinds-video'],
  ['run-kinds-3d', 'run-kinds-save-text', 'run-save-image-websocket', 'run-intermediate-output', 'run-intermediate-output-cached'],
];

/** Python's own in an error: call stack and the print of a tensor; the order of `executed` is a set's. */
const messageRules: ShapeRules = { lists: ['traceback', 'executed', 'current_outputs'] };
const historyRules: ShapeRules = {
  lists: ['*.status.messages.*.1.traceback', '*.status.messages.*.1.executed', '*.status.messages.*.1.current_outputs', '*.prompt.4'],
  same: [
    '*.prompt.2.**',
    '*.outputs.*.*.*.type',
    '*.outputs.*.*.*.subfolder',
    '*.outputs.*.animated.*',
    '*.meta.**',
    '*.status.status_str',
    '*.status.completed',
    '*.status.messages.*.0',
  ],
};
const jobRules: ShapeRules = {
  lists: [
    'execution_error.traceback',
    'execution_error.executed',
    'execution_error.current_outputs',
    'execution_status.messages.*.1.traceback',
    'execution_status.messages.*.1.executed',
    'execution_status.messages.*.1.current_outputs',
  ],
  same: ['id', 'status', 'outputs_count', 'previewable_outputs_count', 'workflow_id', 'preview_output.type', 'workflow.prompt.**'],
};

describe.skipIf(!hasShared).each(SESSIONS)('corpus: runs go as captured: %s …', (...names) => {
  const clock = createManualClock();
  let server: EmbeddedServer;

  beforeAll(async () => {
    server = await startEmbeddedServer({ clock, testNodes: true });
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    server.control.dropSockets();
    server.control.engine.clearPending();
    server.control.engine.interrupt();
    await until(() => server.control.engine.queueRemaining() === 0);
  });

  it.each(names)('%s', async (name) => {
    const captured = readFixture<CapturedRun>(name);
    await writeInputs(captured.post.request.json);
    const [owner, other] = [await connectRecorder(server.url, 'fixture-a'), await connectRecorder(server.url, 'fixture-b')];
    if (typesOf(captured.submitterSocket).includes('feature_flags')) {
      owner.send(ANNOUNCEMENT);
      await owner.waitForType('feature_flags');
    }
    const { method, path, json } = captured.post.request;
    const answer = await sendRaw(server.url, { method, path, body: JSON.stringify(json) });
    const promptId = readText(answer.body, 'prompt_id');
    await drive(captured, owner);
    await flushSockets(server.url);

    expect(compareAnswer(captured.post, answer)).toEqual([]);
    expect(compareSocket(captured.submitterSocket, owner, FREE_ORDER.has(name))).toEqual([]);
    if (captured.otherSocket !== undefined) expect(compareSocket(captured.otherSocket, other, false)).toEqual([]);
    const history = await sendRaw(server.url, { method: 'GET', path: `/history/${promptId}` });
    expect(compareShape(renamed(captured.history, promptId), history.body, historyRules)).toEqual([]);
    const job = await sendRaw(server.url, { method: 'GET', path: `/api/jobs/${promptId}` });
    expect(compareShape({ ...captured.job, id: promptId }, job.body, jobRules)).toEqual([]);
  });

  /** Lets the run go to its end; where the capture interrupted it, so do we, after as many steps. */
  async function drive(captured: CapturedRun, owner: SocketRecorder): Promise<void> {
    const steps = countSteps(typesOf(captured.submitterSocket));
    let toSend = [...(captured.during ?? [])];
    await until(() => {
      clock.advance(5);
      if (toSend.length > 0 && countSteps(owner.types()) === steps) {
        for (const { request } of toSend) void sendInterrupt(request);
        toSend = [];
      }
      return server.control.engine.queueRemaining() === 0;
    }, 'the end of the run');
  }

  /** The input files a captured prompt names. */
  async function writeInputs(body: unknown): Promise<void> {
    for (const name of JSON.stringify(body).match(/[\w./-]+\.(?:png|glb)/g) ?? []) {
      const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: '#884422' } }).png();
      await server.control.world.write('input', name, name.endsWith('.png') ? await picture.toBuffer() : Buffer.from('glTF'));
    }
  }

  function sendInterrupt({ method, path, json }: CapturedExchange['request']): Promise<unknown> {
    return sendRaw(server.url, { method, path, ...(json !== undefined && { body: JSON.stringify(json) }) });
  }
});

function countSteps(types: readonly string[]): number {
  return types.filter((type) => type === 'progress').length;
}

function typesOf(frames: readonly CapturedFrame[]): string[] {
  return frames.map(typeOf);
}

function typeOf(frame: CapturedFrame): string {
  return frame.kind === 'text' ? frame.message.type : `binary ${frame.eventType}`;
}

function renamed(history: JsonObject, promptId: string): JsonObject {
  return Object.fromEntries(Object.values(history).map((entry) => [promptId, entry]));
}

/** Runs whose output nodes may go in any order: the real server keeps them in a Python set, ordered differently at every start. */
const FREE_ORDER = new Set(['run-partly-cached', 'run-kinds-3d']);

interface TypedFrame<T> {
  readonly type: string;
  readonly frame: T;
}

/** The same kinds of frames in the same order, each with the fields of its counterpart. */
function compareSocket(captured: readonly CapturedFrame[], socket: SocketRecorder, isOrderFree: boolean): string[] {
  const types = socket.types();
  const expected = captured.map((frame) => ({ frame, type: typeOf(frame) })).filter(({ type }) => type !== 'logs');
  const heard = socket.frames.map((frame, index) => ({ frame, type: types[index] ?? '' }));
  const [wanted, found] = [expected, heard].map((list) => showTypes(list, isOrderFree));
  if (wanted !== found) return [`expected ${wanted}`, `heard    ${found}`];
  return heard.flatMap(({ frame, type }, index) => {
    const samples = isOrderFree ? expected.filter((sample) => sample.type === type) : expected.slice(index, index + 1);
    const complaints = samples.map((sample) => compareFrame(sample.frame, frame)).sort((a, b) => a.length - b.length);
    return (complaints[0] ?? ['nothing like it']).map((text) => `frame ${index} ${type}: ${text}`);
  });
}

function showTypes(frames: readonly TypedFrame<unknown>[], isOrderFree: boolean): string {
  const types = frames.map(({ type }) => type);
  return (isOrderFree ? types.sort() : types).join(' ');
}

function compareFrame(expected: CapturedFrame, heard: RecordedFrame | undefined): string[] {
  if (expected.kind === 'text') {
    const maps = expected.message.type === 'progress_state' ? ['nodes'] : [];
    return compareShape(expected.message.data, heard?.kind === 'text' ? heard.data : undefined, { ...messageRules, maps });
  }
  const [wanted, found] = [Buffer.from(expected.base64, 'base64'), heard?.kind === 'binary' ? heard.bytes : Buffer.alloc(8)];
  if (expected.eventType === 4) return compareShape(readMetadata(wanted), readMetadata(found), { same: ['image_type', 'node_id'] });
  const headBytes = expected.eventType === 1 ? 8 : wanted.length;
  return wanted.subarray(0, headBytes).equals(found.subarray(0, headBytes))
    ? []
    : [`expected ${wanted.toString('latin1', 0, 40)}, found ${found.toString('latin1', 0, 40)}`];
}

function readMetadata(frame: Buffer): unknown {
  return JSON.parse(frame.toString('utf8', 8, 8 + frame.readUInt32BE(4)));
}
