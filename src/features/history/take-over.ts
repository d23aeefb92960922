import { documentNodeTypes } from '@/graph/document/document-types';
import type { Graph, GraphId, WorkflowDocument } from '@/graph/document/model';
import { PRIMITIVE } from '@/graph/document/virtual-types';
import { selectWidgetValue } from '@/graph/document/widgets';
import { findDocumentInput } from '@/graph/diff/find-document-input';
import type { DocumentInput } from '@/graph/diff/find-document-input';
import { setWidgetValue } from '@/graph/edit/widget';
import { isSameJson } from '@/graph/export/compare-prompts';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';

/** A value of a run that the open document has otherwise. */
export interface TakeableValue {
  readonly place: DocumentInput;
  /** As it ran. */
  readonly value: JsonValue;
  /** As it is in the document. */
  readonly current: JsonValue;
}

/** By node id of the prompt, then input. */
export type TakeableValues = ReadonlyMap<string, ReadonlyMap<string, TakeableValue>>;

/** Every constant of a prompt that stands in the document too, at the same node and class, with another value. Pure. */
export function findTakeable(prompt: JsonObject, document: WorkflowDocument, nodeTypes: NodeTypes): TakeableValues {
  const types = documentNodeTypes(document, nodeTypes);
  const nodes = Object.entries(prompt).flatMap(([executionId, node]): [string, ReadonlyMap<string, TakeableValue>][] => {
    if (!isJsonObject(node) || !isJsonObject(node['inputs'])) return [];
    const classType = typeof node['class_type'] === 'string' ? node['class_type'] : '';
    const values = Object.entries(node['inputs']).flatMap(([input, value]): [string, TakeableValue][] => {
      // A wire, or a list that could be taken for one: the document's own wires stay.
      if (isJsonArray(value)) return [];
      const place = findDocumentInput(document, { executionId, classType, input });
      if (typeof place === 'string') return [];
      const current = readValue(document, types, place);
      return current === undefined || isSameJson(current, value) ? [] : [[input, { place, value, current }]];
    });
    return values.length === 0 ? [] : [[executionId, new Map(values)]];
  });
  return new Map(nodes);
}

/** Writes values of a run into a document. Pure. */
export function takeOver(document: WorkflowDocument, values: readonly TakeableValue[], nodeTypes: NodeTypes): WorkflowDocument {
  return values.reduce((all, { place, value }) => setWidgetValue(all, { ...place, value, nodeTypes }), document);
}

function readValue(document: WorkflowDocument, types: NodeTypes, { graphId, nodeId, name }: DocumentInput): JsonValue | undefined {
  const node = graphOf(document, graphId)?.nodes.get(nodeId);
  if (node === undefined) return undefined;
  if (node.type !== PRIMITIVE) return selectWidgetValue(node, types.get(node.type), name);
  return node.widgetValues.form === 'array' ? node.widgetValues.values[0] : undefined;
}

function graphOf(document: WorkflowDocument, id: GraphId): Graph | undefined {
  return id === 'root' ? document.root : document.subgraphs.get(id);
}
