import type { JsonObject, JsonValue } from '@/lib/json';
import type { Clock } from '@/lib/clock';

/**
 * What the catalog gives the engine: one ComfyUI node class.
 * Values on wires are opaque to the engine (images, masks, latents, numbers, text…); it only caches, maps lists and hands them on.
 */
export interface NodeClass {
  /** `class_type`, e.g. `KSampler`. */
  readonly name: string;
  /** The entry of `/object_info` for this class. Called per request: file lists are live. */
  readonly describe: (world: World) => JsonObject;
  /** Runs once per call (once per list item when a follower of a list output). `inputs` holds resolved wires and coerced constants by input name (dotted for V3 dynamic types). */
  readonly run: (inputs: Readonly<Record<string, unknown>>, context: RunContext) => NodeResult | Promise<NodeResult>;
  /** IS_CHANGED: joins the cache key; `NaN` means "always run". Constants only, wires are null. */
  readonly fingerprint?: (inputs: Readonly<Record<string, unknown>>, world: World) => JsonValue;
  /** VALIDATE_INPUTS: `true` or the text of `custom_validation_failed`. `covers` names the inputs whose range and list checks it replaces. */
  readonly validate?: {
    readonly covers: readonly string[];
    readonly check: (inputs: Readonly<Record<string, unknown>>, world: World) => true | string;
  };
  /** check_lazy_status: names of lazy inputs still needed, given what is known (`undefined` = not evaluated). */
  readonly lazy?: (inputs: Readonly<Record<string, unknown>>) => readonly string[];
  /** NOT_IDEMPOTENT or uses UNIQUE_ID: the node's id joins the cache key. */
  readonly idInCacheKey?: boolean;
  /** The real class's function is a coroutine: the executor starts it early and runs other nodes meanwhile. Without it nodes run one at a time, however `run` is written. */
  readonly isAsync?: boolean;
  /** Absent = in every profile's object_info. `test` types are served only with `testNodes: true`. */
  readonly availability?: 'always' | 'test';
}

/** What one call of a node returns. */
export interface NodeResult {
  /** One value per output; for an `output_is_list` output an array of items. Absent entries are `undefined`. */
  readonly outputs?: readonly unknown[];
  /** The `ui` dictionary that becomes `executed.output` and history `outputs[id]`. */
  readonly ui?: Readonly<Record<string, readonly JsonValue[]>>;
  /** ExecutionBlocker on every output; with a message the owner hears `execution_error` of type ExecutionBlocked and the run goes on. */
  readonly blocked?: { readonly message: string | null };
  /** Subgraph expansion: nodes by local id; links inside are `[localId, slot]`, links to the outside keep the outer id via `outer`. */
  readonly expand?: {
    readonly graph: Readonly<Record<string, { class_type: string; inputs: Readonly<Record<string, unknown>> }>>;
    readonly outputs: readonly unknown[];
  };
}

/** What a running node may touch. */
export interface RunContext {
  readonly world: World;
  readonly clock: Clock;
  readonly nodeId: string;
  readonly promptId: string;
  /** The whole prompt and extra_data, for savers that embed metadata. */
  readonly prompt: JsonObject;
  readonly extraData: JsonObject;
  /** Reports steps; resolves when the run may go on; rejects with the engine's interrupt. Await it between steps. */
  readonly progress: (value: number, max: number, preview?: PreviewImage) => Promise<void>;
  /** Progress text (binary frame type 3). */
  readonly text: (text: string) => void;
  /** Waits on the injected clock, interruptible. */
  readonly sleep: (ms: number) => Promise<void>;
}

export interface PreviewImage {
  readonly mimeType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

/** A Python-like exception for `execution_error`. */
export class NodeFailure extends Error {
  readonly exceptionType: string;
  readonly traceback: readonly string[];
  constructor(exceptionType: string, message: string, traceback: readonly string[] = []) {
    super(message);
    this.exceptionType = exceptionType;
    this.traceback = traceback;
  }
}

/** The three folders and model lists the server works on. Paths are `subfolder/name` with `/`. All I/O of nodes goes through here. */
export interface World {
  readonly list: (type: FolderType) => readonly string[];
  readonly read: (type: FolderType, path: string) => Promise<Uint8Array | undefined>;
  readonly readSync: (type: FolderType, path: string) => Uint8Array | undefined;
  readonly write: (type: FolderType, path: string, bytes: Uint8Array) => Promise<void>;
  /** Model names by folder (`checkpoints`, `loras`, …). */
  readonly models: (folder: string) => readonly string[];
  readonly modelFolders: () => readonly string[];
  /** Extra delay per sampler step or sleep in ms, set by `control`; 0 in tests unless asked. */
  readonly stepMs: () => number;
}

export type FolderType = 'input' | 'output' | 'temp';
