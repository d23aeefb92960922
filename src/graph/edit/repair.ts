import type { NodeTypes } from '../node-types/node-type';
import type { WorkflowDocument } from '../document/model';
import type { Repair } from '../validate/find-repairs';
import { setWidgetValue } from './widget';

/** Puts the nearest choice in the place of each value; those without one stay. One edit, so one undo step. */
export function applyRepairs(
  document: WorkflowDocument,
  args: { readonly repairs: readonly Repair[]; readonly nodeTypes: NodeTypes },
): WorkflowDocument {
  return args.repairs.reduce((current, { graphId, nodeId, input, nearest }) => {
    if (nearest === null) return current;
    return setWidgetValue(current, { graphId, nodeId, name: input, value: nearest, nodeTypes: args.nodeTypes });
  }, document);
}
