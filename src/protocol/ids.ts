import type { Brand } from '@/lib/brand';

/** Id of one submitted prompt: a canonical lower-case UUID on current servers, any string on old ones. */
export type PromptId = Brand<string, 'PromptId'>;

/**
 * Id of a node as the server names it, always text: `"12"`, inside subgraphs `"5:12"` (path of node ids),
 * for expanded nodes `"12.0.0.3"`.
 */
export type NodeId = Brand<string, 'NodeId'>;

/** The id a socket announces itself with (`/ws?clientId=`). Never shown: knowing it is enough to silence its owner. */
export type ClientId = Brand<string, 'ClientId'>;

/** Our own name for one configured server; keys of storage and queries begin with it. */
export type ServerId = Brand<string, 'ServerId'>;

/** Marks a string as a prompt id. Any string is one as far as old servers go. */
export function toPromptId(id: string): PromptId {
  return id as PromptId;
}

/** Marks a string or number as a node id; numbers become their decimal text. */
export function toNodeId(id: string | number): NodeId {
  return String(id) as NodeId;
}

/** Marks a string as a client id. */
export function toClientId(id: string): ClientId {
  return id as ClientId;
}

/** Marks a string as a server id. */
export function toServerId(id: string): ServerId {
  return id as ServerId;
}
