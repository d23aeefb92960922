import { isJsonObject } from '@/lib/json';
import type { Graph, GraphLink, GraphNode } from '../document/model';
import type { InputSpec, NodeType } from '../node-types/node-type';
import { isAnyType } from '../validate/types-fit';

/** The template a matched input (`COMFY_MATCHTYPE_V3`) belongs to: all inputs and outputs of one template share a type. */
export function templateOf({ options }: InputSpec): string | null {
  const template = options['template'];
  const id = isJsonObject(template) ? template['template_id'] : undefined;
  return typeof id === 'string' ? id : null;
}

/** The concrete type that a wire brings; `null` for none. */
export function arrivingType(linkId: GraphLink['id'] | null, graph: Graph): string | null {
  const type = linkId === null ? undefined : graph.links.get(linkId)?.type;
  return type === undefined || isAnyType(type) ? null : type;
}

/** The type a matched input takes: what feeds its siblings, else everything its template allows. `null` for inputs without template. */
export function matchedType(
  node: GraphNode,
  nodeType: NodeType | undefined,
  { spec, graph }: { spec: InputSpec | undefined; graph: Graph },
): string | null {
  const template = spec === undefined ? null : templateOf(spec);
  if (spec === undefined || template === null || nodeType === undefined) return null;
  for (const sibling of nodeType.inputs) {
    if (sibling.name === spec.name || templateOf(sibling) !== template) continue;
    const type = arrivingType(node.inputs.find((input) => input.name === sibling.name)?.link ?? null, graph);
    if (type !== null) return type;
  }
  return spec.type;
}
