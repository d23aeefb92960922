import type { NodeType } from '../node-types/node-type';
import { isJsonList, objectOf } from '../node-types/json-read';
import type { GraphNode } from './model';

const NO_SLOTS: ReadonlySet<number> = new Set();

/**
 * Slots that old files keep for `forceInput` inputs, which have none today. Source: official frontend, migrateWidgetsValues:
 * if the saved length fits the list with them exactly, they are dropped; otherwise the array is taken as it is.
 */
export function droppedForcedSlots(nodeType: NodeType, savedLength: number): ReadonlySet<number> {
  if (savedLength === 0) return NO_SLOTS;
  const isForced: boolean[] = [];
  for (const spec of nodeType.inputs) {
    const forced = spec.options['forceInput'] === true;
    if (!spec.isWidget && !forced) continue;
    isForced.push(forced);
    if (Boolean(spec.options['control_after_generate'])) isForced.push(false);
  }
  if (isForced.length !== savedLength || !isForced.includes(true)) return NO_SLOTS;
  return new Set(isForced.flatMap((forced, index) => (forced ? [index] : [])));
}

/** Whether the node type asks for restoring by name and the file has the names. */
export function hasNamedValues(node: GraphNode, nodeType: NodeType): boolean {
  const names = nodeType.raw['fallbackWidgetsValuesNames'];
  return isJsonList(names) && names.length > 0 && Object.keys(objectOf(node.source?.['widgets_values_named'])).length > 0;
}

/**
 * The button widgets that upload combos bring along; each holds a slot. They have no place in `input_order`: with it they follow
 * the optional inputs, without it the required ones.
 */
export function uploadExtras(nodeType: NodeType): { readonly names: readonly string[]; readonly areAfterRequired: boolean } {
  const names: string[] = [];
  for (const spec of nodeType.inputs) {
    if (!spec.isRequired || spec.widget.kind !== 'combo') continue;
    const { options } = spec;
    if (options['image_upload'] === true || options['video_upload'] === true || options['animated_image_upload'] === true)
      names.push('upload');
    if (options['audio_upload'] === true) names.push('audioUI', 'upload');
  }
  return { names, areAfterRequired: nodeType.raw['input_order'] === undefined };
}
