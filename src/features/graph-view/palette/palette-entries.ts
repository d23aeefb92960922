import type { Graph } from '@/graph/document/model';
import { MARKDOWN_NOTE, NOTE, PRIMITIVE, REROUTE } from '@/graph/document/virtual-types';
import type { NodeType, NodeTypes } from '@/graph/node-types/node-type';
import { texts as t } from '../texts';

/** Something the node search and the library offer. */
export interface PaletteEntry {
  /** Class name. */
  readonly name: string;
  readonly displayName: string;
  readonly category: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly inputTypes: readonly string[];
  readonly outputTypes: readonly string[];
  /** Absent for the types that exist in the browser only. */
  readonly nodeType?: NodeType;
}

const known = new WeakMap<NodeTypes, readonly PaletteEntry[]>();

/** Everything that can be added, made once per set of node types. */
export function paletteEntries(nodeTypes: NodeTypes): readonly PaletteEntry[] {
  const found = known.get(nodeTypes);
  if (found !== undefined) return found;
  const made = [...nodeTypes.all().map(toEntry), ...virtualEntries()];
  known.set(nodeTypes, made);
  return made;
}

function toEntry(nodeType: NodeType): PaletteEntry {
  return {
    name: nodeType.name,
    displayName: nodeType.displayName,
    category: nodeType.category,
    description: nodeType.description,
    aliases: nodeType.searchAliases,
    inputTypes: nodeType.inputs.filter((input) => input.hasSocket && !input.isHidden).map((input) => input.type),
    outputTypes: nodeType.outputs.map((output) => output.type),
    nodeType,
  };
}

function virtualEntries(): readonly PaletteEntry[] {
  const any = ['*'];
  const entry = (
    name: string,
    displayName: string,
    sockets: Pick<PaletteEntry, 'inputTypes' | 'outputTypes' | 'description'>,
  ): PaletteEntry => ({
    name,
    displayName,
    category: t.virtualCategory,
    aliases: [],
    ...sockets,
  });
  return [
    entry(REROUTE, t.reroute, { inputTypes: any, outputTypes: any, description: t.rerouteHint }),
    entry(PRIMITIVE, t.primitive, { inputTypes: [], outputTypes: any, description: t.primitiveHint }),
    entry(NOTE, t.note, { inputTypes: [], outputTypes: [], description: t.noteHint }),
    entry(MARKDOWN_NOTE, t.markdownNote, { inputTypes: [], outputTypes: [], description: t.markdownNoteHint }),
  ];
}

/** How often each class is used in a graph: what is used often is offered first. */
export function countUses(graph: Graph): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const node of graph.nodes.values()) uses.set(node.type, (uses.get(node.type) ?? 0) + 1);
  return uses;
}
