import { createManualClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import type { FolderType, NodeClass, NodeResult, PreviewImage, RunContext, World } from '../engine/node-class';
import { allClasses } from './all-classes';
import { STARTER_MODELS } from './starter-models';

/** A world in memory, for tests of nodes. */
interface TestWorld extends World {
  readonly files: Map<string, Uint8Array>;
}

/** Creates a world whose files are those given, by `type/path`. */
export function createTestWorld(files: Readonly<Record<string, Uint8Array>> = {}): TestWorld {
  const stored = new Map(Object.entries(files));
  const read = (type: FolderType, path: string): Uint8Array | undefined => stored.get(`${type}/${path}`);
  return {
    files: stored,
    list: (type) => [...stored.keys()].filter((key) => key.startsWith(`${type}/`)).map((key) => key.slice(type.length + 1)),
    read: (type, path) => Promise.resolve(read(type, path)),
    readSync: read,
    write: (type, path, bytes) => {
      stored.set(`${type}/${path}`, bytes);
      return Promise.resolve();
    },
    models: (folder) => STARTER_MODELS[folder] ?? [],
    modelFolders: () => Object.keys(STARTER_MODELS),
    stepMs: () => 0,
  };
}

/** A context that records what a node reports. */
export interface TestContext extends RunContext {
  readonly world: TestWorld;
  readonly steps: { value: number; max: number; preview: PreviewImage | undefined }[];
  readonly texts: string[];
  readonly sleeps: number[];
}

/** Creates a recording context; time stands still and sleeping takes none. */
export function createTestContext(
  options: { world?: TestWorld; prompt?: JsonObject; extraData?: JsonObject; nodeId?: string } = {},
): TestContext {
  const [steps, texts, sleeps]: [TestContext['steps'], string[], number[]] = [[], [], []];
  return {
    world: options.world ?? createTestWorld(),
    clock: createManualClock(Date.UTC(2026, 0, 5, 12)),
    nodeId: options.nodeId ?? '1',
    promptId: 'prompt',
    prompt: options.prompt ?? {},
    extraData: options.extraData ?? {},
    progress: (value, max, preview) => {
      steps.push({ value, max, preview });
      return Promise.resolve();
    },
    text: (text) => void texts.push(text),
    sleep: (ms) => {
      sleeps.push(ms);
      return Promise.resolve();
    },
    steps,
    texts,
    sleeps,
  };
}

const BY_NAME = new Map(allClasses().map((node) => [node.name, node]));

/** The class of that name. */
export function classOf(name: string): NodeClass {
  const node = BY_NAME.get(name);
  if (node === undefined) throw new Error(`no class ${name}`);
  return node;
}

/** Runs a class once and gives its whole result. */
export async function runNode(name: string, inputs: Readonly<Record<string, unknown>>, context = createTestContext()): Promise<NodeResult> {
  return classOf(name).run(inputs, context);
}

/** Runs a class once and gives its first output. */
export async function firstOutput(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  context = createTestContext(),
): Promise<unknown> {
  return (await runNode(name, inputs, context)).outputs?.[0];
}
