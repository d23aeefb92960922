import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { jsonList } from './json-list';
import type { NodeClass, World } from './node-class';

/** One node class as its own description states it at this moment. */
export interface ClassEntry {
  readonly node: NodeClass;
  readonly info: JsonObject;
  readonly outputTypes: readonly JsonValue[];
  readonly outputIsList: readonly boolean[];
  readonly isOutput: boolean;
  readonly isInputList: boolean;
  readonly hasIntermediateOutput: boolean;
  /** Defined through the newer node API: its outputs are a list, not a tuple, in error texts. */
  readonly isV3: boolean;
}

/** The classes a prompt may use; each is described at most once per book, so make a new book per validation and per run. */
export interface ClassBook {
  readonly find: (classType: JsonValue | undefined) => ClassEntry | undefined;
}

/** Opens a book on the classes. Descriptions are read lazily. */
export function createClassBook(classes: ReadonlyMap<string, NodeClass>, world: World): ClassBook {
  const entries = new Map<string, ClassEntry>();
  return {
    find: (classType) => {
      if (typeof classType !== 'string') return undefined;
      const known = entries.get(classType);
      if (known !== undefined) return known;
      const node = classes.get(classType);
      if (node === undefined) return undefined;
      const entry = readEntry(node, world);
      entries.set(classType, entry);
      return entry;
    },
  };
}

/** Section of `info.input`, empty when absent. */
export function inputSection(info: JsonObject, section: 'required' | 'optional' | 'hidden'): JsonObject {
  const inputs = info['input'];
  const found = isJsonObject(inputs) ? inputs[section] : undefined;
  return isJsonObject(found) ? found : {};
}

function readEntry(node: NodeClass, world: World): ClassEntry {
  const info = node.describe(world);
  return {
    node,
    info,
    outputTypes: jsonList(info['output']),
    outputIsList: jsonList(info['output_is_list']).map((flag) => flag === true),
    isOutput: info['output_node'] === true,
    isInputList: info['is_input_list'] === true,
    hasIntermediateOutput: info['has_intermediate_output'] === true,
    isV3: 'price_badge' in info || 'output_matchtypes' in info,
  };
}
