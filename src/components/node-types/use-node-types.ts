import { useQuery } from '@tanstack/react-query';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import type { Diagnostic } from '@/lib/diagnostic';
import { objectInfoQuery } from '@/session/queries/node-types';
import { useSession } from '@/session/session-provider';
import { toNodeTypes } from './read-node-types';

/** `ready` also while newer ones are being read or could not be: what was read last stays usable. */
type NodeTypesStatus = 'loading' | 'ready' | 'failed';

export interface UsedNodeTypes {
  /** Empty until `ready`. Stable over renders. */
  readonly nodeTypes: NodeTypes;
  readonly diagnostics: readonly Diagnostic[];
  readonly status: NodeTypesStatus;
  /** Why the last read failed; may stand beside `ready`. */
  readonly error: Error | null;
  readonly refetch: () => void;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** The server's node types, read once per answer. */
export function useNodeTypes(): UsedNodeTypes {
  const { data, error, refetch } = useQuery(objectInfoQuery(useSession()));
  const reading = data === undefined ? null : toNodeTypes(data);
  return {
    nodeTypes: reading?.nodeTypes ?? NO_NODE_TYPES,
    diagnostics: reading?.diagnostics ?? NO_DIAGNOSTICS,
    status: reading !== null ? 'ready' : error === null ? 'loading' : 'failed',
    error,
    refetch: () => void refetch(),
  };
}
