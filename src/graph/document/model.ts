import type { JsonObject, JsonValue } from '@/lib/json';
import type { Brand } from '@/lib/brand';
import type { NodeId } from '@/protocol/ids';

/**
 * The editable workflow. Immutable: an edit returns a new document that shares every untouched part.
 *
 * Fidelity rule: each entity keeps `source`, the JSON it was read from. Saving writes `source` back and replaces only the
 * fields whose meaning changed, so fields nobody here understands survive and an unedited document saves as it was read.
 * Node ids are text in here even where the file has numbers; `source` remembers the file's own form.
 */
export interface WorkflowDocument {
  readonly root: Graph;
  /** `definitions.subgraphs`, flat, nested ones too, by definition id (uuid). */
  readonly subgraphs: ReadonlyMap<SubgraphId, SubgraphDefinition>;
  /**
   * The whole file without `nodes`, `links`, `groups`, `definitions.subgraphs`: version, counters, config, extra, models, unknown keys.
   * Under those four keys stand only entries that could not be read (usually none); they are written back behind the readable ones.
   */
  readonly source: JsonObject;
  /** Which schema the file had; new documents are `0.4`. */
  readonly schema: '0.4' | '1';
}

export type LinkId = Brand<string, 'LinkId'>;
export type SubgraphId = Brand<string, 'SubgraphId'>;

/** Which graph of a document an edit or a view means. */
export type GraphId = 'root' | SubgraphId;

export interface Graph {
  /** In file order (the order of execution ties and of saving). */
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly links: ReadonlyMap<LinkId, GraphLink>;
  readonly groups: readonly GraphGroup[];
  /** Native reroutes and floating links, kept as read; they never matter for execution. */
  readonly reroutes: readonly JsonObject[];
  readonly floatingLinks: readonly JsonObject[];
}

export interface SubgraphDefinition extends Graph {
  readonly id: SubgraphId;
  readonly name: string;
  readonly inputs: readonly SubgraphSlot[];
  readonly outputs: readonly SubgraphSlot[];
  /** The definition's JSON without nodes, links, groups. */
  readonly source: JsonObject;
}

export interface SubgraphSlot {
  readonly id: string;
  readonly name: string;
  readonly label?: string;
  readonly type: string;
  readonly source: JsonObject;
}

/** Boundary pseudo nodes of a definition: links from `-10` come from its inputs, links to `-20` go to its outputs. */
export const SUBGRAPH_INPUT_NODE = '-10' as NodeId;
export const SUBGRAPH_OUTPUT_NODE = '-20' as NodeId;

/** 0 always, 2 muted ("never"), 4 bypassed; 1 and 3 are kept but behave as 0. */
export type NodeMode = 0 | 1 | 2 | 3 | 4;

export interface GraphNode {
  readonly id: NodeId;
  /** Class name, subgraph definition id, or a virtual type (`Reroute`, `PrimitiveNode`, `Note`, `MarkdownNote`). */
  readonly type: string;
  /** The user's title; absent = the node type's display name. */
  readonly title?: string;
  /** Canvas units. */
  readonly position: Point;
  readonly size: Size;
  readonly mode: NodeMode;
  readonly isCollapsed: boolean;
  readonly isPinned: boolean;
  readonly color?: string;
  readonly bgcolor?: string;
  /** As saved: sockets, and widget inputs where the file lists them. The link of an input is authoritative here. Match by `name`, never by index. */
  readonly inputs: readonly NodeInput[];
  /** As saved; matched with the node type by index. */
  readonly outputs: readonly NodeOutput[];
  /** Values exactly as saved. Read and write them through `document/widgets.ts`, which knows which slot belongs to which input. */
  readonly widgetValues: WidgetValues;
  readonly properties: JsonObject;
  /** The node's JSON as read; `undefined` for nodes made here. */
  readonly source?: JsonObject;
}

export type WidgetValues =
  | { readonly form: 'none' }
  | { readonly form: 'array'; readonly values: readonly JsonValue[] }
  | { readonly form: 'object'; readonly values: JsonObject };

export interface NodeInput {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly link: LinkId | null;
  /** Name of the widget this input converts; present on widget inputs. */
  readonly widget?: string;
  readonly source?: JsonObject;
}

export interface NodeOutput {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  /** Derived from the graph's links on every edit that changes them. */
  readonly links: readonly LinkId[];
  readonly source?: JsonObject;
}

export interface GraphLink {
  readonly id: LinkId;
  readonly originId: NodeId;
  readonly originSlot: number;
  readonly targetId: NodeId;
  /** As saved; only a hint. The target input is the one whose `link` names this link. */
  readonly targetSlot: number;
  readonly type: string;
  readonly source?: JsonObject | readonly JsonValue[];
}

export interface GraphGroup {
  readonly title: string;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly color?: string;
  readonly source?: JsonObject;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}
