import { MARKDOWN_NOTE, NOTE, PRIMITIVE, REROUTE } from '@/graph/document/virtual-types';
import type { NodeType, NodeTypes } from '@/graph/node-types/node-type';
import { t } from './texts';

/** Something the node search and the library offer. */
export interface NodeEntry {
  /** Class name. */
  readonly name: string;
  readonly displayName: string;
  readonly category: string;
  readonly description: string;
  readonly aliases: readonly string[];
  /** The pack it comes from, as its folder is called; `ComfyUI` for what comes with the server. */
  readonly pack: string;
  readonly isDeprecated: boolean;
  /** Inputs that take wires. Read from the definition when first asked for. */
  readonly inputs: readonly EntrySocket[];
  readonly outputs: readonly EntrySocket[];
  /** Absent for the types that exist in the browser only. */
  readonly nodeType?: NodeType;
}

/** A socket as its name and type. */
export interface EntrySocket {
  readonly name: string;
  readonly type: string;
  /** The node cannot run without it. */
  readonly isRequired: boolean;
}

const known = new WeakMap<NodeTypes, readonly NodeEntry[]>();

/** Everything that can be added, made once per set of node types. */
export function nodeEntries(nodeTypes: NodeTypes): readonly NodeEntry[] {
  const found = known.get(nodeTypes);
  if (found !== undefined) return found;
  const made = [...nodeTypes.all().map(toEntry), ...virtualEntries()];
  known.set(nodeTypes, made);
  return made;
}

function toEntry(nodeType: NodeType): NodeEntry {
  return {
    name: nodeType.name,
    displayName: nodeType.displayName,
    category: nodeType.category,
    description: nodeType.description,
    aliases: nodeType.searchAliases,
    pack: packOf(nodeType.pythonModule),
    isDeprecated: nodeType.isDeprecated,
    get inputs() {
      return nodeType.inputs
        .filter((input) => input.hasSocket && !input.isHidden)
        .map(({ name, label, type, isRequired, isWidget }) => ({ name: label ?? name, type, isRequired: isRequired && !isWidget }));
    },
    get outputs() {
      return nodeType.outputs.map(({ name, type }) => ({ name, type, isRequired: false }));
    },
    nodeType,
  };
}

/** `custom_nodes.ComfyUI-Impact-Pack.nodes` → `ComfyUI-Impact-Pack`. Source: ComfyUI `nodes.py`, RELATIVE_PYTHON_MODULE. */
function packOf(pythonModule: string): string {
  const [room, folder] = pythonModule.split('.');
  if (room === 'custom_nodes') return folder ?? room;
  return room === 'comfy_api_nodes' ? t.apiPack : t.corePack;
}

function virtualEntries(): readonly NodeEntry[] {
  const any = [{ name: '', type: '*', isRequired: false }];
  const entry = (name: string, displayName: string, sockets: Pick<NodeEntry, 'inputs' | 'outputs' | 'description'>): NodeEntry => ({
    name,
    displayName,
    category: t.virtualCategory,
    aliases: [],
    pack: t.corePack,
    isDeprecated: false,
    ...sockets,
  });
  return [
    entry(REROUTE, t.reroute, { inputs: any, outputs: any, description: t.rerouteHint }),
    entry(PRIMITIVE, t.primitive, { inputs: [], outputs: any, description: t.primitiveHint }),
    entry(NOTE, t.note, { inputs: [], outputs: [], description: t.noteHint }),
    entry(MARKDOWN_NOTE, t.markdownNote, { inputs: [], outputs: [], description: t.markdownNoteHint }),
  ];
}
