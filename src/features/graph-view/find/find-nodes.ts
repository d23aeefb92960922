import { findGraph } from '@/graph/edit/edit-graph';
import type { GraphId, GraphNode, WorkflowDocument } from '@/graph/document/model';
import { selectWidgets } from '@/graph/document/widgets';
import { toText } from '@/graph/node-types/json-read';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { NodeId } from '@/protocol/ids';
import { displayTitle } from '../canvas/node-title';
import { enteredGraph } from '../subgraph-path';

/** A node that was looked for, in whatever graph of the document. */
export interface FoundNode {
  /** Path of instances and node id, as the server calls it: `5:7`. */
  readonly executionId: string;
  readonly title: string;
  /** Titles of the instances around, outermost first. */
  readonly inside: readonly string[];
  /** Why it was found, where the title does not say it. */
  readonly hit:
    { readonly kind: 'type'; readonly type: string } | { readonly kind: 'value'; readonly name: string; readonly text: string } | null;
}

/** More than anyone goes through by hand. */
const MAX_FOUND = 500;

/** A match of the id comes first, then titles that begin so, titles, types, and values last. */
const RANK = { id: 0, begins: 1, title: 2, type: 3, value: 4 } as const;

/**
 * Nodes whose id, title, type or values hold every word of `query`, in all graphs of the document, best first. An instance's definition is
 * gone through once for each instance. Nothing for an empty query.
 */
export function findNodes(document: WorkflowDocument, nodeTypes: NodeTypes, query: string): readonly FoundNode[] {
  const needle = query.trim().toLowerCase();
  if (needle === '') return [];
  const found: Ranked[] = [];
  walk({ document, nodeTypes, needle, words: needle.split(/\s+/), found }, { graphId: 'root', path: [], titles: [] });
  return found.sort((a, b) => a.rank - b.rank).map(({ rank: _rank, ...node }) => node);
}

type Ranked = FoundNode & { readonly rank: number };

interface Search {
  readonly document: WorkflowDocument;
  readonly nodeTypes: NodeTypes;
  readonly needle: string;
  readonly words: readonly string[];
  readonly found: Ranked[];
}

interface Place {
  readonly graphId: GraphId;
  readonly path: readonly NodeId[];
  readonly titles: readonly string[];
}

/** Definitions cannot contain themselves, so this ends; a broken file that does is cut off at this depth. */
const MAX_DEPTH = 20;

function walk(search: Search, { graphId, path, titles }: Place): void {
  for (const node of findGraph(search.document, graphId)?.nodes.values() ?? []) {
    if (search.found.length >= MAX_FOUND) return;
    const ids = [...path, node.id];
    const match = matchNode(search, node, ids.join(':'));
    const title = titleOf(search, node);
    if (match !== null) search.found.push({ executionId: ids.join(':'), title, inside: titles, ...match });
    const inside = path.length < MAX_DEPTH ? enteredGraph(search.document, graphId, node.id) : null;
    if (inside !== null) walk(search, { graphId: inside, path: ids, titles: [...titles, title] });
  }
}

function titleOf({ document, nodeTypes }: Search, node: GraphNode): string {
  const definition = [...document.subgraphs.values()].find(({ id }) => id === node.type);
  return node.title ?? definition?.name ?? displayTitle(node, nodeTypes.get(node.type));
}

function matchNode(search: Search, node: GraphNode, executionId: string): Pick<Ranked, 'rank' | 'hit'> | null {
  const { needle, words } = search;
  if (needle === executionId || needle === `#${executionId}`) return { rank: RANK.id, hit: null };
  const title = titleOf(search, node).toLowerCase();
  if (hasAll(title, words)) return { rank: title.startsWith(needle) ? RANK.begins : RANK.title, hit: null };
  if (hasAll(`${title} ${node.type.toLowerCase()}`, words)) return { rank: RANK.type, hit: { kind: 'type', type: node.type } };
  for (const { name, role, value } of selectWidgets(node, search.nodeTypes.get(node.type))) {
    const text = role === 'extra' ? '' : toText(value);
    if (text !== '' && hasAll(`${title} ${node.type} ${name} ${text}`.toLowerCase(), words)) {
      return { rank: RANK.value, hit: { kind: 'value', name, text: excerpt(text, words) } };
    }
  }
  return null;
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

const EXCERPT_LENGTH = 60;

/** The part of a text around the first word that is in it. */
function excerpt(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const at = Math.max(0, ...words.map((word) => line.toLowerCase().indexOf(word)));
  const from = line.length <= EXCERPT_LENGTH ? 0 : Math.max(0, Math.min(at - 15, line.length - EXCERPT_LENGTH));
  const part = line.slice(from, from + EXCERPT_LENGTH);
  return `${from > 0 ? '…' : ''}${part}${from + EXCERPT_LENGTH < line.length ? '…' : ''}`;
}
