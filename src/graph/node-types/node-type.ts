import type { JsonObject, JsonValue } from '@/lib/json';

/** A class from `/object_info`, read once by `parse-node-types.ts`; `input` order is required then optional, by `input_order` if given. */
export interface NodeType {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** `/`-separated path, e.g. `sampling/custom_sampling`. */
  readonly category: string;
  /** `nodes`, `comfy_extras.x`, `custom_nodes.x`, `comfy_api_nodes.x`. */
  readonly pythonModule: string;
  readonly inputs: readonly InputSpec[];
  readonly outputs: readonly OutputSpec[];
  readonly isOutputNode: boolean;
  readonly isDeprecated: boolean;
  readonly isExperimental: boolean;
  readonly isApiNode: boolean;
  readonly searchAliases: readonly string[];
  /** The entry as the server sent it, for rules that need more. */
  readonly raw: JsonObject;
  /** Only on types made from a subgraph definition: which inner widget each promoted input stands for. Saved values are placed by it. */
  readonly promoted?: readonly PromotedInput[];
}

/** An input of a subgraph definition that ends in a widget of an inner node. */
export interface PromotedInput {
  readonly name: string;
  readonly innerNodeId: string;
  readonly innerName: string;
}

export interface OutputSpec {
  readonly name: string;
  /** Socket type; a list of choices counts as `COMBO`. */
  readonly type: string;
  readonly isList: boolean;
  readonly tooltip?: string;
  /** Match-type template this output follows, if any. */
  readonly matchTemplate?: string;
}

/** One declared input, before dynamic types are expanded. */
export interface InputSpec {
  readonly name: string;
  /** `INT`, `COMBO`, `IMAGE`, `FLOAT,INT`, `*`, `COMFY_DYNAMICCOMBO_V3`…; the old list form is `COMBO`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Whether the field holds a value of its own (rules: workflow-format 2.1); such an input may have a socket as well. */
  readonly isWidget: boolean;
  /** Whether it can take a wire (`socketless` ones cannot). */
  readonly hasSocket: boolean;
  readonly widget: WidgetSpec;
  readonly tooltip?: string;
  readonly label?: string;
  readonly isAdvanced: boolean;
  readonly isHidden: boolean;
  /** Everything the server declared. */
  readonly options: JsonObject;
}

/** How a widget input behaves; `none` for pure sockets, `unknown` for kinds this program does not draw (kept and sent unchanged). */
export type WidgetSpec =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'int';
      readonly default: number | bigint;
      readonly min: bigint;
      readonly max: bigint;
      readonly step: bigint;
      readonly control: ControlSpec | null;
    }
  | {
      readonly kind: 'float';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly round: number | null;
    }
  | {
      readonly kind: 'string';
      readonly default: string;
      readonly isMultiline: boolean;
      readonly hasDynamicPrompts: boolean;
      readonly placeholder?: string;
    }
  | { readonly kind: 'boolean'; readonly default: boolean; readonly labelOn?: string; readonly labelOff?: string }
  | {
      readonly kind: 'combo';
      readonly default: JsonValue;
      readonly options: readonly JsonValue[];
      /** Upload button kinds: `image`, `video`, `audio`, `file`. */
      readonly upload: 'image' | 'video' | 'audio' | 'file' | null;
      readonly uploadFolder: 'input' | 'output' | 'temp';
      readonly isMultiselect: boolean;
      /** Route that answers the list of choices. */
      readonly remoteRoute: string | null;
      /** Of remote lists only: whether a button to fetch it again stands behind it. */
      readonly hasRefreshButton?: boolean;
      readonly control: ControlSpec | null;
    }
  | {
      readonly kind: 'dynamic-combo';
      readonly default: string;
      readonly options: readonly { readonly key: string; readonly inputs: readonly InputSpec[] }[];
    }
  | { readonly kind: 'unknown'; readonly default: JsonValue };

/** A `control_after_generate` companion: its first value, and whether it has the filter slot of combos. */
export interface ControlSpec {
  readonly defaultMode: ControlMode;
  readonly hasFilter: boolean;
}

export type ControlMode = 'fixed' | 'increment' | 'decrement' | 'randomize' | 'increment-wrap';

/** All classes a server offers, by class name. */
export interface NodeTypes {
  readonly get: (name: string) => NodeType | undefined;
  readonly all: () => readonly NodeType[];
}
