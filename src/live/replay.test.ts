import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toJobEnd } from '@/jobs/finished-job';
import { toJobOutputs, toNodeOutputs } from '@/jobs/outputs';
import type { RunProgress } from '@/jobs/job';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toClientId, toNodeId } from '@/protocol/ids';
import { parseHistory } from '@/protocol/history';
import type { HistoryEntry } from '@/protocol/history';
import type { ServerEvent } from '@/protocol/server-event';
import { parseServerJson } from '@/protocol/json-text';
import { decodeBinaryFrame } from '@/protocol/ws-frames';
import { decodeTextMessage } from '@/protocol/ws-messages';
import { createLiveState, reduceLive } from './reduce';
import type { LiveState } from './state';

const FOLDER = '../shared/fixtures';
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /^run-.*\.json$/.test(name)) : [];

interface Capture {
  readonly events: readonly ServerEvent[];
  readonly bystander: readonly ServerEvent[];
  readonly entry: HistoryEntry;
}

function read(name: string): Capture {
  const json = parseServerJson(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  if (!isJsonObject(json)) throw new Error(`${name} is no object`);
  const [entry] = parseHistory(json['history']).entries;
  if (entry === undefined) throw new Error(`${name} has no history`);
  return { events: decodeSocket(json['submitterSocket']), bystander: decodeSocket(json['otherSocket']), entry };
}

function decodeSocket(frames: JsonValue | undefined): readonly ServerEvent[] {
  return isJsonArray(frames) ? frames.filter(isJsonObject).map(decodeFrame) : [];
}

function decodeFrame(frame: JsonObject): ServerEvent {
  if (frame['kind'] === 'text') return decodeTextMessage(JSON.stringify(frame['message']));
  const { base64 } = frame;
  const bytes = Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
  return decodeBinaryFrame(new Uint8Array(bytes).buffer);
}

function reduceAll(events: readonly ServerEvent[], from = createLiveState(toClientId('c'))): LiveState {
  return events.reduce((state, event) => reduceLive(state, event, 0), from);
}

/** Runs without a client id are heard of without their beginning and end. */
function isHeard({ entry }: Capture): boolean {
  return typeof entry.extraData['client_id'] === 'string';
}

function findRun(state: LiveState, { entry }: Capture): RunProgress {
  const run = state.runs[entry.promptId];
  if (run === undefined) throw new Error('the run was not heard of');
  return run;
}

function names(outputs: ReturnType<typeof toNodeOutputs>): readonly string[] {
  return outputs.map((output) => `${output.nodeId} ${output.kind} ${output.file?.filename ?? output.text ?? ''}`).sort();
}

describe.skipIf(files.length === 0)('corpus: real runs', () => {
  it.each(files)('%s: ends as history says', (name) => {
    const capture = read(name);
    const state = reduceAll(capture.events);
    const run = findRun(state, capture);
    const end = toJobEnd(capture.entry);
    expect(run.state).toBe(isHeard(capture) ? end.state : 'running');
    if (!isHeard(capture)) return;
    expect(run.error).toEqual(end.error);
    expect(run.currentNodeId).toBeNull();
    expect(Object.values(run.nodes).map((node) => node.state)).not.toContain('running');
    expect(state.activePromptId).toBeNull();
  });

  it.each(files)('%s: shows the outputs of history on the nodes', (name) => {
    const capture = read(name);
    if (!isHeard(capture)) return;
    const run = findRun(reduceAll(capture.events), capture);
    const shown = Object.entries(run.nodes).flatMap(([id, node]) => (node.output === null ? [] : toNodeOutputs(toNodeId(id), node.output)));
    expect(names(shown)).toEqual(names(toJobOutputs(capture.entry.outputs, capture.entry.displayNodeIds)));
  });

  it.each(files)('%s: hearing every event twice changes nothing', (name) => {
    const { events } = read(name);
    const twice = events.flatMap((event): ServerEvent[] => (event.kind === 'logs' ? [event] : [event, event]));
    expect(reduceAll(twice)).toEqual(reduceAll(events));
  });

  it.each(files)('%s: hearing the whole run again afterwards changes nothing', (name) => {
    const capture = read(name);
    const once = reduceAll(capture.events);
    if (isHeard(capture)) expect(findRun(reduceAll(capture.events, once), capture)).toBe(findRun(once, capture));
  });

  it.each(files)('%s: a bystander never thinks that it failed', (name) => {
    const capture = read(name);
    const runs = Object.values(reduceAll(capture.bystander).runs);
    expect(runs.every((run) => run.state === 'running')).toBe(true);
  });

  it('any event lost or late still leads to the right end', () => {
    for (const name of files) {
      const capture = read(name);
      if (!isHeard(capture)) continue;
      const { events } = capture;
      const expected = toJobEnd(capture.entry).state;
      const isEnd = (event: ServerEvent): boolean => /^execution-(success|error|interrupted)$/.test(event.kind);
      for (let index = 0; index < events.length; index += 1) {
        const event = events[index];
        if (event === undefined || isEnd(event)) continue;
        const without = events.toSpliced(index, 1);
        expect(findRun(reduceAll(without), capture).state, `${name} without ${index}`).toBe(expected);
        expect(findRun(reduceAll([...without, event]), capture).state, `${name} with ${index} late`).toBe(expected);
      }
    }
  });
});
