import { describe, expect, it } from 'vitest';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import {
  captureNodes,
  capturedClass,
  capturedFrames,
  framesFor,
  hasFixtures,
  normalise,
  pick,
  pickText,
  plainIds,
  readFixture,
  uiOf,
  withCapturedOrder,
} from './fixture-replay';
import { NodeFailure } from './node-class';
import type { NodeClass, NodeResult } from './node-class';
import { createTestBench } from './test-bench';
import type { TestBench } from './test-bench';

const OBJECT_INFO = hasFixtures ? readFixture('object-info.json') : null;
const OPAQUE = new Float32Array(4);

/** An engine whose nodes show what the captured ones showed; several captures in a row share its cache. */
function openReplay(): TestBench & { play: (file: string, stopAt?: number) => Promise<{ run: JsonValue; events: TestBench['events'] }> } {
  let run: JsonValue = null;
  const show = (nodeId: string): NodeResult => {
    const ui = uiOf(run, nodeId);
    return { outputs: [OPAQUE, OPAQUE, OPAQUE], ...(ui === undefined ? {} : { ui }) };
  };
  const classes: NodeClass[] = [...captureNodes((ms) => bench.clock.advance(ms))];
  const bench = createTestBench(classesOf(OBJECT_INFO, classes, show));
  return {
    ...bench,
    play: async (file, stopAt) => {
      run = readFixture(file);
      const from = bench.events.length;
      const remove = bench.engine.onEvent((event) => {
        if (event.kind === 'json' && event.type === 'progress' && event.data['value'] === stopAt) bench.engine.interrupt();
      });
      const answer = bench.engine.submit(withCapturedOrder(run));
      expect(normalise(plainIds(answer.body))).toEqual(normalise(pick(run, 'post', 'body')));
      await bench.idle();
      remove();
      return { run, events: bench.events.slice(from) };
    },
  };
}

function classesOf(objectInfo: JsonValue, own: readonly NodeClass[], show: (nodeId: string) => NodeResult): readonly NodeClass[] {
  const names = Object.keys(isJsonObject(objectInfo) ? objectInfo : {});
  const special: Readonly<Record<string, Partial<NodeClass>>> = {
    ComfySwitchNode: {
      lazy: (inputs) => [inputs['switch'] === true ? 'on_true' : 'on_false'].filter((name) => inputs[name] === undefined),
    },
    ComfyMathExpression: {
      run: () => {
        throw new NodeFailure('ZeroDivisionError', 'division by zero');
      },
    },
    // Its list of files was captured before the file was there.
    Load3D: { validate: { covers: ['model_file'], check: () => true } },
    SaveImageWebsocket: {
      run: async (_, context) => {
        const preview = { mimeType: 'image/png', bytes: new Uint8Array([1]) } as const;
        for (let step = 0; step < 2; step++) await context.progress(step, 2, preview);
        return {};
      },
    },
  };
  const captured = names.map((name) => capturedClass(objectInfo, name, (_, context) => show(context.nodeId.slice(1)), special[name] ?? {}));
  return [...captured, ...own];
}

function historyOf(bench: TestBench, run: JsonValue): [JsonValue, JsonValue] {
  const id = pickText(run, 'post', 'body', 'prompt_id');
  return [historyShape(plainIds(bench.engine.historyEntry(id) ?? null)), historyShape(pick(run, 'history', id))];
}

function historyShape(entry: JsonValue): JsonValue {
  const [, id = null, prompt = null, extra = null, outputs = null] = pick(entry, 'prompt') as readonly JsonValue[];
  const sorted = [...(outputs as readonly string[])].toSorted();
  return normalise({ ...(entry as JsonObject), prompt: [id, prompt, extra, sorted] });
}

describe.skipIf(!hasFixtures)('corpus: captured runs', () => {
  const chains: readonly (readonly [string, number?][])[] = [
    [['run-success.json'], ['run-cached.json'], ['run-partly-cached.json'], ['run-renumbered-cached.json'], ['run-batch-of-3.json']],
    [['run-dynamic-inputs.json']],
    [['run-error.json']],
    [['run-error-in-core-node.json']],
    [
      ['run-interrupted.json', 7],
      ['run-interrupted-global.json', 3],
    ],
    [['run-progress-preview-metadata.json']],
    [['run-progress-preview-plain.json']],
    [['run-without-client-id.json']],
    [['run-expansion.json']],
    [['run-lazy-switch.json']],
    [['run-execution-blocked.json']],
    [['run-partial-targets.json']],
    [['run-one-branch-invalid.json']],
    [['run-intermediate-output.json'], ['run-intermediate-output-cached.json']],
    [['run-save-image-websocket.json']],
    [['run-kinds-text.json'], ['run-kinds-image-compare.json'], ['run-kinds-latent.json'], ['run-kinds-animated.json']],
    [['run-kinds-audio.json'], ['run-kinds-video.json'], ['run-kinds-3d.json'], ['run-kinds-save-text.json'], ['run-load-image.json']],
  ];
  it.each(chains.map((chain) => [chain.map(([file]) => file).join(', '), chain] as const))('%s', async (_, chain) => {
    const replay = openReplay();
    for (const [file, stopAt] of chain) {
      const { run, events } = await replay.play(file, stopAt);
      const submitter = pick(run, 'submitterSocket');
      const hasMetadata = (submitter as readonly JsonValue[]).some((frame) => pick(frame, 'message', 'type') === 'feature_flags');
      expect(plainIds(framesFor(events, 'fixture-a', hasMetadata))).toEqual(capturedFrames(submitter));
      const bystander = capturedFrames(pick(run, 'otherSocket'));
      if (bystander.length > 0) expect(plainIds(framesFor(events, 'fixture-b', false))).toEqual(bystander);
      const [mine, captured] = historyOf(replay, run);
      expect(mine).toEqual(captured);
    }
  });
});
