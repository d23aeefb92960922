import type { NodeTypes } from '@/graph/node-types/node-type';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import type { Diagnostic } from '@/lib/diagnostic';
import type { ObjectInfo } from '@/protocol/object-info';
import { objectInfoQuery } from '@/session/queries/node-types';
import type { Session } from '@/session/session';

export interface ReadNodeTypes {
  readonly nodeTypes: NodeTypes;
  /** Broken definitions, of both readers: `protocol` and `graph`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One reading per answer of the server, shared by everyone who asks. */
const readings = new WeakMap<ObjectInfo, ReadNodeTypes>();

/** Node types of one answer of `/object_info`. The same answer gives the same object. */
export function toNodeTypes(info: ObjectInfo): ReadNodeTypes {
  const known = readings.get(info);
  if (known !== undefined) return known;
  const { nodeTypes, diagnostics } = parseNodeTypes(info.nodes);
  const reading = { nodeTypes, diagnostics: [...info.diagnostics, ...diagnostics] };
  readings.set(info, reading);
  return reading;
}

/** The server's node types for code outside components; waits for them where they are not there yet. @throws ApiError */
export async function readNodeTypes(session: Session): Promise<NodeTypes> {
  return toNodeTypes(await session.queryClient.query({ ...objectInfoQuery(session), staleTime: 'static' })).nodeTypes;
}

/** The node types if they are there already; asks nothing. */
export function knownNodeTypes(session: Session): NodeTypes | null {
  const info = session.queryClient.getQueryData(objectInfoQuery(session).queryKey);
  return info === undefined ? null : toNodeTypes(info).nodeTypes;
}
