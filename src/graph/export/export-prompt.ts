import { systemClock } from '@/lib/clock';
import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonObject } from '@/lib/json';
import { systemRandom, type RandomSource } from '@/lib/random';
import { runToEnd } from '@/lib/run-to-end';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { documentNodeTypes } from '../document/document-types';
import type { SubgraphId, WorkflowDocument } from '../document/model';
import { groupNodeName, isVirtualType } from '../document/virtual-types';
import { writeWorkflow } from '../document/write-workflow';
import type { NodeTypes } from '../node-types/node-type';
import { flattenDocument, type FlatNode } from './flatten';
import { writeNode, type InputsContext } from './node-inputs';
import { replaceText } from './text-replacement';
import { createWidgetValueSource } from './widget-value-source';

export interface ExportOptions {
  /** For `{a|b}` choices; the platform's generator when absent. */
  readonly random?: RandomSource;
  /** Milliseconds since 1970, for `%date:…%`; now when absent. */
  readonly nowMs?: number;
}

/** A node as the user sees it: the instances to enter, and the node inside the last one. */
export interface VisibleNode {
  readonly path: readonly NodeId[];
  readonly nodeId: NodeId;
}

export interface ExportedPrompt {
  /** Execution id → `{inputs, class_type, _meta}`, as `POST /prompt` takes it. */
  readonly prompt: JsonObject;
  /** The document as workflow JSON, for `extra_data.extra_pnginfo.workflow`. Written anew each time it is asked for. */
  readonly workflow: JsonObject;
  /** `cycle`, `subgraph-in-itself`, `too-many-nodes`: errors; the prompt must not be sent then. */
  readonly diagnostics: readonly Diagnostic[];
  /** The node behind an id of progress, errors or outputs; expanded nodes (`12.0.0.3`) belong to the node they came from. Null = not of this document. */
  readonly visibleNodeOf: (executionId: string) => VisibleNode | null;
}

/**
 * Turns a document into the prompt the official frontend would send. Pure apart from the injected clock and randomness.
 * Muted, bypassed and virtual nodes are left out, subgraphs and group nodes opened, links to nodes left out removed.
 * Nodes of classes the server lacks are written with what the file names of them. Source: official frontend, graphToPrompt.
 */
export function exportPrompt(document: WorkflowDocument, nodeTypes: NodeTypes, options: ExportOptions = {}): ExportedPrompt {
  return runToEnd(exportPromptInSteps(document, nodeTypes, options));
}

/** As `exportPrompt`, stopping at each node, so that the page can live in between. */
export function* exportPromptInSteps(
  document: WorkflowDocument,
  nodeTypes: NodeTypes,
  options: ExportOptions = {},
): Generator<void, ExportedPrompt> {
  const types = documentNodeTypes(document, nodeTypes);
  const flat = flattenDocument(document, types);
  yield;
  const diagnostics: Diagnostic[] = [...flat.diagnostics];
  const sent = flat.nodes.filter((entry) => isSent(entry, document));
  const context = createContext(document, types, { nodes: flat.nodes, sent, options, diagnostics });
  const prompt: Record<string, JsonObject> = {};
  for (const entry of sent) {
    yield;
    const written = writeNode(entry, context);
    if (entry.id !== '__proto__') prompt[entry.id] = written;
    else Object.defineProperty(prompt, entry.id, { value: written, enumerable: true, configurable: true, writable: true });
  }
  return {
    prompt,
    get workflow() {
      return writeWorkflow(document);
    },
    diagnostics,
    visibleNodeOf: createVisibleLookup(flat.nodes),
  };
}

function createContext(
  document: WorkflowDocument,
  nodeTypes: NodeTypes,
  parts: {
    readonly nodes: readonly FlatNode[];
    readonly sent: readonly FlatNode[];
    readonly options: ExportOptions;
    readonly diagnostics: Diagnostic[];
  },
): InputsContext {
  const now = new Date(parts.options.nowMs ?? systemClock.nowMs());
  const ownValues = createWidgetValueSource(parts.nodes, nodeTypes);
  const fromOwn = (text: string): string => replaceText(text, { nodes: parts.nodes, nodeTypes, values: ownValues, now });
  const values = createWidgetValueSource(parts.nodes, nodeTypes, fromOwn);
  return {
    document,
    nodeTypes,
    values,
    random: parts.options.random ?? systemRandom,
    sentIds: new Set(parts.sent.map(({ id }) => id)),
    straightIds: new Set(parts.sent.filter(({ node }) => groupNodeName(node.type) === null).map(({ id }) => id)),
    replaceText: (text) => replaceText(text, { nodes: parts.nodes, nodeTypes, values, now }),
    onCycle: ({ id }, input) => parts.diagnostics.push({ severity: 'error', code: 'cycle', nodeId: id, input }),
  };
}

function isSent({ node, scope }: FlatNode, document: WorkflowDocument): boolean {
  if (node.mode === 2 || node.mode === 4 || isVirtualType(node.type)) return false;
  if (document.subgraphs.has(node.type as SubgraphId)) return false;
  return groupNodeName(node.type) === null || !scope.children.has(node.id);
}

function createVisibleLookup(nodes: readonly FlatNode[]): ExportedPrompt['visibleNodeOf'] {
  let byId: ReadonlyMap<string, FlatNode> | undefined;
  return (executionId) => {
    byId ??= new Map(nodes.map((flat) => [flat.id, flat]));
    for (let id = executionId; ; id = id.slice(0, id.lastIndexOf('.'))) {
      const flat = byId.get(id);
      if (flat !== undefined) return toVisible(flat);
      if (!id.includes('.')) return null;
    }
  };
}

/** Members of a group node show on the group node itself. */
function toVisible({ scope, node }: FlatNode): VisibleNode {
  const inGroup = scope.isGroupNode && scope.host !== null;
  return inGroup
    ? { path: scope.path.slice(0, -1), nodeId: scope.path.at(-1) ?? toNodeId(node.id) }
    : { path: scope.path, nodeId: node.id };
}
