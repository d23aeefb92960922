import { createManualClock } from '@/lib/clock';
import type { ManualClock } from '@/lib/clock';
import type { JsonObject, JsonValue } from '@/lib/json';
import { createEngine } from './create-engine';
import type { EngineOptions } from './create-engine';
import type { Engine, EngineEvent } from './engine';
import { nextTurn } from './interrupt';
import type { NodeClass, World } from './node-class';

/** An engine on a manual clock with everything it said. Used by the tests of this folder. */
export interface TestBench {
  readonly engine: Engine;
  readonly clock: ManualClock;
  readonly events: readonly EngineEvent[];
  /** Submits a prompt of one client and answers its id. Fails unless it is accepted. */
  readonly send: (prompt: JsonObject, body?: JsonObject) => string;
  /** Waits until nothing is queued or running and the last message is out. */
  readonly idle: () => Promise<void>;
  /** Waits, turn by turn, until the condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
  /** Types of the JSON messages so far, without `status` and `progress_state`. */
  readonly types: () => readonly string[];
  /** Data of all messages of a type. */
  readonly data: (type: string) => readonly JsonObject[];
  /** Node ids announced, in order. */
  readonly announced: () => readonly JsonValue[];
}

const MAX_TURNS = 20_000;

/** An empty world: no files, no models, writes go nowhere. */
export const EMPTY_WORLD: World = {
  list: () => [],
  read: () => Promise.resolve(undefined),
  readSync: () => undefined,
  write: () => Promise.resolve(),
  models: () => [],
  modelFolders: () => [],
  stepMs: () => 0,
};

/** Creates a bench for the given classes. Ids count up from `00000000-0000-4000-8000-000000000001`. */
export function createTestBench(classes: readonly NodeClass[], options: Partial<EngineOptions> = {}): TestBench {
  const clock = createManualClock();
  let ids = 0;
  const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const engine = createEngine({ classes, world: EMPTY_WORLD, clock, newId, testNodes: true, profile: 'plain', ...options });
  const events: EngineEvent[] = [];
  engine.onEvent((event) => events.push(event));
  const until = async (condition: () => boolean): Promise<void> => {
    for (let turn = 0; !condition(); turn++) {
      if (turn > MAX_TURNS) throw new Error('the engine never got there');
      await nextTurn();
    }
  };
  const messages = (): Extract<EngineEvent, { kind: 'json' }>[] => events.flatMap((event) => (event.kind === 'json' ? [event] : []));
  const data = (type: string): readonly JsonObject[] => messages().flatMap((event) => (event.type === type ? [event.data] : []));
  return {
    engine,
    clock,
    events,
    send: (prompt, body = {}) => {
      const answer = engine.submit({ prompt, client_id: 'tester', ...body });
      const id = answer.body['prompt_id'];
      if (answer.status !== 200 || typeof id !== 'string') throw new Error(`refused: ${JSON.stringify(answer.body)}`);
      return id;
    },
    idle: async () => {
      await until(() => engine.queueRemaining() === 0);
      await nextTurn();
    },
    until,
    types: () => messages().flatMap(({ type }) => (type === 'status' || type === 'progress_state' ? [] : [type])),
    data,
    announced: () => data('executing').map(({ node = null }) => node),
  };
}

/** What a stub class is described by; everything not given is empty, false or absent. */
export interface StubShape {
  readonly required?: JsonObject;
  readonly optional?: JsonObject;
  readonly hidden?: JsonObject;
  readonly output?: readonly JsonValue[];
  readonly outputIsList?: readonly boolean[];
  readonly isOutput?: boolean;
  readonly isInputList?: boolean;
  readonly hasIntermediateOutput?: boolean;
}

/** A node class made of a shape and whatever of its behaviour matters. Without `run` every output is the node's id. */
export function stubClass(name: string, shape: StubShape, behaviour: Partial<Omit<NodeClass, 'name' | 'describe'>> = {}): NodeClass {
  const { required = {}, optional = {}, hidden = {}, output = [] } = shape;
  const info = {
    input: { required, optional, hidden },
    output,
    output_is_list: shape.outputIsList ?? output.map(() => false),
    is_input_list: shape.isInputList ?? false,
    output_node: shape.isOutput ?? false,
    has_intermediate_output: shape.hasIntermediateOutput ?? false,
    name,
  };
  return { name, describe: () => info, run: (_, { nodeId }) => ({ outputs: output.map(() => nodeId) }), ...behaviour };
}
