import type { JsonObject } from '@/lib/json';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';

/** *done, failed, cancelled* never go back; *lost* and *unknown* give way to any later evidence. */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'lost' | 'unknown';

/** One submitted prompt until its outputs, merged from `/queue`, `/history`, the socket and this browser's own submissions. Server times in ms. */
export interface Job {
  readonly id: PromptId;
  readonly state: JobState;
  /** True when this browser submitted it. */
  readonly isMine: boolean;
  /** Sort key of the queue: lower runs first. */
  readonly number: number | null;
  /** 1-based place among the pending; null unless queued. */
  readonly position: number | null;
  /** From the embedded workflow (`extra.comfydeck.name`) or our own submission; null when unknown. */
  readonly workflowName: string | null;
  readonly createdAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** API prompt by node id; null when only the id is known. */
  readonly prompt: JsonObject | null;
  /** `extra_pnginfo.workflow`; null when the prompt came without one. */
  readonly workflow: JsonObject | null;
  readonly outputs: readonly JobOutput[];
  readonly error: ExecutionError | null;
  /** Nodes taken from the cache. */
  readonly cachedNodeIds: readonly NodeId[];
  /** The outputs the server took on, others were refused or left out; absent where it told none. */
  readonly outputNodeIds?: readonly NodeId[];
  /** `extra_data.queued_by`: the name its sender gave; null or absent when none was given. */
  readonly queuedBy?: string | null;
  /** Finished, and only this browser's ledger tells of it: the server was restarted or its history was cleared. */
  readonly isGone?: boolean;
  /** Only the server's list of jobs tells of it so far; absent once its history entry was read. */
  readonly brief?: BriefFacts;
  /** Queued here, not on the server: its body is held while the queue is paused, or until its turn to be sent. */
  readonly isHeld?: boolean;
}

/** What a list of jobs says of a job whose prompt and workflow were not read. */
export interface BriefFacts {
  /** As the server counts them: files, no texts. */
  readonly outputCount: number;
  /** True when `outputs` holds all of them; else it holds the preview at most. */
  readonly hasOutputs: boolean;
}

/** Decided by file extension and `format`, not by the key it was reported under. */
export type MediaKind = 'image' | 'video' | 'audio' | 'model' | 'text' | 'file';

export interface JobOutput {
  readonly kind: MediaKind;
  /** The visible node that made it (display id). */
  readonly nodeId: NodeId;
  /** Key in the history entry: `images`, `audio`, `text`, `gifs`… */
  readonly key: string;
  readonly file: OutputFile | null;
  /** For text outputs without a file. */
  readonly text: string | null;
}

/** What `/view` needs. Values are the server's text and never trusted as paths or markup. */
export interface OutputFile {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: 'output' | 'temp' | 'input';
}

/** Live progress of one run, reduced from socket events. Keys are display node ids. */
export interface RunProgress {
  readonly promptId: PromptId;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled' | 'unknown';
  readonly startedAtMs: number | null;
  readonly currentNodeId: NodeId | null;
  readonly nodes: Readonly<Record<NodeId, NodeRunState>>;
  readonly error: ExecutionError | null;
  /** True once a `progress_state` came: node states are then the server's word; before, they are concluded from the order of `executing`. */
  readonly hasNodeStates?: boolean;
  /** How many nodes the run has to pass, cached ones included; absent while the prompt is not known. */
  readonly nodeCount?: number;
}

export interface NodeRunState {
  readonly state: 'waiting' | 'running' | 'cached' | 'done' | 'failed';
  readonly value: number;
  readonly max: number;
  /** The `ui` dictionary of `executed`, as sent. */
  readonly output: JsonObject | null;
  /** Progress text of type-3 frames, or why the node was blocked. */
  readonly text: string | null;
  /** When its start was heard, monotonic ms of this page: events carry no time per node. Null before, and for cached nodes. */
  readonly startedAtMs: number | null;
  /** From hearing its start to hearing its end; null until both were heard. */
  readonly tookMs: number | null;
}
