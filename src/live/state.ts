import type { RunProgress } from '@/jobs/job';
import type { ClientId, NodeId, PromptId } from '@/protocol/ids';
import type { LogTail } from './log-lines';

/** `waiting` = between attempts. Freshness (live, delayed, stale, offline) is derived from `lastEvidenceAtMs` by `selectFreshness`. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'open' | 'waiting' | 'closed';
  readonly attempt: number;
  /** Monotonic ms of the last frame or good poll; null before the first. */
  readonly lastEvidenceAtMs: number | null;
  readonly clientId: ClientId;
  /** Worded by features: why the last attempt failed. */
  readonly failure: string | null;
}

/** The server was found to be another process than before; dismissed by setting it to null. */
export interface ServerRestart {
  /** Monotonic ms of the discovery. */
  readonly foundAtMs: number;
  /** Jobs of this browser that went down with it. */
  readonly lostCount: number;
}

/** Newest preview of a running node; `url` is an object URL owned and revoked by the store. */
export interface LivePreview {
  readonly promptId: PromptId | null;
  readonly nodeId: NodeId | null;
  readonly url: string;
  /** What `url` names, for whoever keeps it longer. */
  readonly blob: Blob;
}

/** Everything the socket feeds; written at most once per animation frame. Bounded by limits in `config`. */
export interface LiveState {
  readonly connection: ConnectionState;
  /** `exec_info.queue_remaining`, pending + running; null until told. */
  readonly queueRemaining: number | null;
  readonly runs: Readonly<Record<PromptId, RunProgress>>;
  /** The run that frames without prompt id belong to. */
  readonly activePromptId: PromptId | null;
  /** By display node id. */
  readonly previews: Readonly<Record<NodeId, LivePreview>>;
  /** Lines of the server's log; they come by themselves only while somebody asked for them (`session/use-server-log.ts`). */
  readonly logs: LogTail;
  /** The newest restart, until somebody has read of it. */
  readonly restart: ServerRestart | null;
}
