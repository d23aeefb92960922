import type { JsonObject } from '@/lib/json';
import type { NodeId, PromptId } from './ids';

/** One node's progress inside `progress_state`; the UI keys it by `displayNodeId`. */
export interface NodeProgress {
  readonly nodeId: NodeId;
  readonly displayNodeId: NodeId;
  readonly value: number;
  readonly max: number;
  readonly state: 'pending' | 'running' | 'finished' | 'error';
}

/** What `execution_error` says. `traceback` lines as sent; inputs may hold long tensor dumps. */
export interface ExecutionError {
  readonly nodeId: NodeId;
  readonly nodeType: string;
  readonly exceptionType: string;
  readonly message: string;
  readonly traceback: readonly string[];
  readonly currentInputs: JsonObject;
}

export interface LogEntry {
  /** The server's local time as text, without a zone. */
  readonly t: string;
  /** Text with ANSI colour codes as sent. */
  readonly m: string;
}

/**
 * Everything a socket can tell, decoded (`ws-messages.ts`, `ws-frames.ts`). Times are the server's clock in ms.
 * `promptId` is absent where old servers or type-1/3 frames leave it out.
 */
export type ServerEvent =
  | { readonly kind: 'status'; readonly queueRemaining: number; readonly sid?: string }
  | { readonly kind: 'execution-start'; readonly promptId: PromptId; readonly timestampMs?: number }
  | { readonly kind: 'execution-cached'; readonly promptId: PromptId; readonly nodeIds: readonly NodeId[]; readonly timestampMs?: number }
  | { readonly kind: 'executing'; readonly promptId?: PromptId; readonly nodeId: NodeId | null; readonly displayNodeId: NodeId | null }
  | { readonly kind: 'progress-state'; readonly promptId: PromptId; readonly nodes: readonly NodeProgress[] }
  | { readonly kind: 'progress'; readonly promptId?: PromptId; readonly nodeId?: NodeId; readonly value: number; readonly max: number }
  | {
      readonly kind: 'executed';
      readonly promptId: PromptId;
      readonly nodeId: NodeId;
      readonly displayNodeId: NodeId;
      readonly output: JsonObject | null;
    }
  | { readonly kind: 'execution-success'; readonly promptId: PromptId; readonly timestampMs?: number }
  /** Terminal unless `error.exceptionType` is `ExecutionBlocked`. */
  | { readonly kind: 'execution-error'; readonly promptId: PromptId; readonly error: ExecutionError; readonly timestampMs?: number }
  | { readonly kind: 'execution-interrupted'; readonly promptId: PromptId; readonly nodeId?: NodeId; readonly timestampMs?: number }
  | { readonly kind: 'feature-flags'; readonly flags: JsonObject }
  | { readonly kind: 'logs'; readonly entries: readonly LogEntry[] }
  | {
      readonly kind: 'preview';
      readonly promptId?: PromptId;
      readonly nodeId?: NodeId;
      readonly displayNodeId?: NodeId;
      readonly mimeType: string;
      /** A view on the received frame; copy it to keep it. */
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: 'text'; readonly nodeId: NodeId; readonly text: string }
  | { readonly kind: 'unknown'; readonly type: string };
