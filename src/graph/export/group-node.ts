import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { toLinkId } from '../document/ids';
import { readNode } from '../document/read-node';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type GraphLink,
  type GraphNode,
  type LinkId,
  type SubgraphDefinition,
  type SubgraphId,
  type SubgraphSlot,
  type WorkflowDocument,
} from '../document/model';
import { selectWidgets } from '../document/widgets';
import { isJsonList, listOf, numberOr, objectOf } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';

/**
 * A legacy group node as the subgraph it stands for. Its definition is in `extra.groupNodes`: nodes named by index, links
 * `[origin, slot, target, slot, …]`. Its inputs are the members' unconnected sockets in member order, its outputs those that are
 * unconnected or listed in `external`, its values the members' values one after another. Null when the definition is missing.
 */
export function expandGroupNode(
  document: WorkflowDocument,
  host: GraphNode,
  { name, nodeTypes }: { readonly name: string; readonly nodeTypes: NodeTypes },
): SubgraphDefinition | null {
  const groups = objectOf(objectOf(document.source['extra'])['groupNodes']);
  const saved = Object.hasOwn(groups, name) ? groups[name] : undefined;
  if (!isJsonObject(saved)) return null;
  const members = spreadValues(listOf(saved['nodes']).filter(isJsonObject).map(readMember), host, nodeTypes);
  const wiring = new Wiring(members);
  for (const entry of listOf(saved['links'])) wiring.addInner(entry);
  const shown = objectOf(saved['config']);
  const inputs = wiring.addInputs(host, shown);
  const outputs = wiring.addOutputs(listOf(saved['external']), shown);
  return {
    id: `group:${name}` as SubgraphId,
    name,
    inputs,
    outputs,
    nodes: wiring.nodes,
    links: wiring.links,
    groups: [],
    reroutes: [],
    floatingLinks: [],
    source: {},
  };
}

function readMember(source: JsonObject, index: number): GraphNode {
  const node = readNode(source);
  return { ...node, id: toNodeId(index), inputs: node.inputs.map((input) => ({ ...input, link: null })) };
}

/** Hands the host's values out to the members, each as many as it has slots. */
function spreadValues(members: readonly GraphNode[], host: GraphNode, nodeTypes: NodeTypes): readonly GraphNode[] {
  if (host.widgetValues.form !== 'array') return members;
  const values = host.widgetValues.values;
  let from = 0;
  return members.map((member) => {
    const nodeType = nodeTypes.get(member.type);
    const own = member.widgetValues.form === 'array' ? member.widgetValues.values : [];
    const count = nodeType === undefined ? own.length : selectWidgets(member, nodeType).filter((slot) => slot.role !== 'extra').length;
    const taken: readonly JsonValue[] = values.slice(from, from + count);
    from += count;
    return taken.length === 0 ? member : { ...member, widgetValues: { form: 'array', values: taken } };
  });
}

/** What the user chose for one socket of a member: shown, hidden, or nothing. `config` is `{index: {input|output: {name|slot: {visible}}}}`. */
function visibility(config: JsonObject, path: readonly string[]): boolean | undefined {
  const entry = path.reduce((at, key) => (Object.hasOwn(at, key) ? objectOf(at[key]) : {}), config);
  const visible = entry['visible'];
  return typeof visible === 'boolean' ? visible : undefined;
}

/** `external` names its member by index or holds a whole copy of it. */
function memberIndex(member: JsonValue | undefined): number {
  return numberOr(isJsonObject(member) ? member['index'] : member, -1);
}

/** Builds nodes and links with the boundary pseudo nodes of subgraphs. */
class Wiring {
  readonly nodes: Map<NodeId, GraphNode>;
  readonly links = new Map<LinkId, GraphLink>();
  private readonly members: readonly GraphNode[];
  private readonly usedOutputs = new Set<string>();

  constructor(members: readonly GraphNode[]) {
    this.members = members;
    this.nodes = new Map(members.map((member) => [member.id, member]));
  }

  addInner(entry: JsonValue): void {
    if (!isJsonList(entry)) return;
    const [origin, originSlot, target, targetSlot] = entry.slice(0, 4).map((value) => (value === null ? null : numberOr(value, -1)));
    if (origin === null || origin === undefined || target === null || target === undefined) return;
    const from = this.members[origin];
    const to = this.members[target];
    if (from === undefined || to === undefined) return;
    this.usedOutputs.add(`${from.id} ${originSlot ?? 0}`);
    this.connect({ originId: from.id, originSlot: originSlot ?? 0, targetId: to.id, targetSlot: targetSlot ?? 0 });
  }

  addInputs(host: GraphNode, config: JsonObject): readonly SubgraphSlot[] {
    const slots: SubgraphSlot[] = [];
    for (const member of this.members) {
      for (const [index, input] of (this.nodes.get(member.id)?.inputs ?? []).entries()) {
        if (input.link !== null || input.widget !== undefined || visibility(config, [member.id, 'input', input.name]) === false) continue;
        const slot = slots.length;
        slots.push({ id: String(slot), name: host.inputs[slot]?.name ?? `${slot}`, type: input.type, source: {} });
        this.connect({ originId: SUBGRAPH_INPUT_NODE, originSlot: slot, targetId: member.id, targetSlot: index });
      }
    }
    return slots;
  }

  addOutputs(external: readonly JsonValue[], config: JsonObject): readonly SubgraphSlot[] {
    const taken = new Set(external.filter(isJsonList).map(([member, slot]) => `${memberIndex(member)} ${numberOr(slot, 0)}`));
    const slots: SubgraphSlot[] = [];
    for (const member of this.members) {
      for (const [index, output] of member.outputs.entries()) {
        const key = `${member.id} ${index}`;
        if (!(visibility(config, [member.id, 'output', String(index)]) ?? (!this.usedOutputs.has(key) || taken.has(key)))) continue;
        const slot = slots.length;
        slots.push({ id: String(slot), name: output.name, type: output.type, source: {} });
        this.connect({ originId: member.id, originSlot: index, targetId: SUBGRAPH_OUTPUT_NODE, targetSlot: slot });
      }
    }
    return slots;
  }

  private connect(ends: Pick<GraphLink, 'originId' | 'originSlot' | 'targetId' | 'targetSlot'>): void {
    const id = toLinkId(this.links.size + 1);
    this.links.set(id, { id, ...ends, type: '*' });
    const target = this.nodes.get(ends.targetId);
    if (target === undefined) return;
    const inputs = target.inputs.map((input, index) => (index === ends.targetSlot ? { ...input, link: id } : input));
    this.nodes.set(target.id, { ...target, inputs });
  }
}
