import type { Diagnostic } from '@/lib/diagnostic';
import type { NodeId } from '@/protocol/ids';
import { groupNodeName } from '../document/virtual-types';
import type { Graph, GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import type { NodeTypes } from '../node-types/node-type';
import { expandGroupNode } from './group-node';

/** One graph as it takes part in a run: the root, or a definition inside one of its instances. */
export interface Scope {
  readonly graph: Graph;
  /** Null for the root. */
  readonly definition: SubgraphDefinition | null;
  /** The instance this scope is the inside of. */
  readonly host: { readonly scope: Scope; readonly node: GraphNode } | null;
  /** Ids of the instances from the root down. */
  readonly path: readonly NodeId[];
  /** Insides of this graph's instances and group nodes, by node id. */
  readonly children: ReadonlyMap<NodeId, Scope>;
  /** True inside a legacy group node, which cannot be entered on screen. */
  readonly isGroupNode: boolean;
}

/** A node of some scope under its execution id. */
export interface FlatNode {
  readonly id: string;
  readonly scope: Scope;
  readonly node: GraphNode;
}

export interface FlatDocument {
  readonly root: Scope;
  readonly nodes: readonly FlatNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A few small definitions can nest into billions of nodes; real workflows stay below 5,000. */
const MAX_FLAT_NODES = 50_000;

/** Id of a node in prompts, progress and errors: ids of the instances around it and its own, joined by colons. */
export function executionId(scope: Scope, nodeId: string): string {
  return scope.path.length === 0 ? nodeId : `${scope.path.join(':')}:${nodeId}`;
}

/**
 * Lists every node of the document as a run sees it, instances and group nodes opened. Source: official frontend, graphToPrompt.
 * A muted or bypassed instance of the root is not entered; nested ones are, whatever their mode. Iterative.
 */
export function flattenDocument(document: WorkflowDocument, nodeTypes: NodeTypes): FlatDocument {
  const diagnostics: Diagnostic[] = [];
  const nodes: FlatNode[] = [];
  const root = createScope({ graph: document.root, definition: null, host: null, path: [], isGroupNode: false });
  const pending = [root];
  for (let scope = pending.pop(); scope !== undefined; scope = pending.pop()) {
    for (const node of scope.graph.nodes.values()) {
      if (nodes.length >= MAX_FLAT_NODES) {
        diagnostics.push({ severity: 'error', code: 'too-many-nodes', params: { limit: MAX_FLAT_NODES } });
        return { root, nodes, diagnostics };
      }
      nodes.push({ id: executionId(scope, node.id), scope, node });
      const inside = openNode(node, scope, { document, nodeTypes, diagnostics });
      if (inside === null) continue;
      scope.children.set(node.id, inside);
      pending.push(inside);
    }
  }
  return { root, nodes, diagnostics };
}

type OpenScope = Scope & { readonly children: Map<NodeId, Scope> };

function createScope(parts: Omit<Scope, 'children'>): OpenScope {
  return { ...parts, children: new Map<NodeId, OpenScope>() };
}

function openNode(
  node: GraphNode,
  scope: Scope,
  context: { readonly document: WorkflowDocument; readonly nodeTypes: NodeTypes; readonly diagnostics: Diagnostic[] },
): OpenScope | null {
  const isSwitchedOff = node.mode === 2 || node.mode === 4;
  if (scope.host === null && isSwitchedOff) return null;
  const place = { host: { scope, node }, path: [...scope.path, node.id] };
  const definition = context.document.subgraphs.get(node.type as SubgraphId);
  if (definition !== undefined) {
    if (!isInside(scope, definition)) return createScope({ ...place, graph: definition, definition, isGroupNode: false });
    context.diagnostics.push({ severity: 'error', code: 'subgraph-in-itself', nodeId: executionId(scope, node.id) });
    return null;
  }
  const groupName = groupNodeName(node.type);
  const group = groupName === null ? null : expandGroupNode(context.document, node, { name: groupName, nodeTypes: context.nodeTypes });
  return group === null ? null : createScope({ ...place, graph: group, definition: group, isGroupNode: true });
}

function isInside(scope: Scope, definition: SubgraphDefinition): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.host?.scope) if (at.definition?.id === definition.id) return true;
  return false;
}
