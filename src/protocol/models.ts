import * as z from 'zod/mini';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { jsonObjectSchema, numberSchema, orNull, parseWith, stringsSchema } from './schema';

/** A kind of model files, GET `/experiment/models`. */
export interface ModelFolder {
  readonly name: string;
  /** Absolute directories on the server. Not for viewers. */
  readonly folders: readonly string[];
  readonly extensions: readonly string[];
}

/** One model file, GET `/experiment/models/{folder}`. */
export interface ModelFile {
  /** Relative path, with the server's own separator. */
  readonly name: string;
  /** Which directory of the folder it lies in. */
  readonly pathIndex: number;
  readonly sizeBytes: number | null;
  readonly modifiedAtMs: number | null;
  readonly createdAtMs: number | null;
}

const foldersSchema = z.array(z.object({ name: z.string(), folders: z.catch(stringsSchema, []), extensions: z.catch(stringsSchema, []) }));

/**
 * Reads GET `/experiment/models`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseModelFolders(json: unknown): readonly ModelFolder[] {
  return parseWith(foldersSchema, json, 'experiment models');
}

const filesSchema = z.array(
  z.object({
    name: z.string(),
    pathIndex: z.catch(numberSchema, 0),
    size: orNull(numberSchema),
    modified: orNull(numberSchema),
    created: orNull(numberSchema),
  }),
);

/**
 * Reads GET `/experiment/models/{folder}`; the server's seconds become ms.
 * @throws ProtocolError `bad-shape`.
 */
export function parseModelFiles(json: unknown): readonly ModelFile[] {
  return parseWith(filesSchema, json, 'experiment model files').map((file) => ({
    name: file.name,
    pathIndex: file.pathIndex,
    sizeBytes: file.size,
    modifiedAtMs: secondsToMs(file.modified),
    createdAtMs: secondsToMs(file.created),
  }));
}

function secondsToMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}

/**
 * Reads GET `/view_metadata/{folder}`: the `__metadata__` of a safetensors file.
 * @throws ProtocolError `bad-shape`.
 */
export function parseModelMetadata(json: unknown): JsonObject {
  return parseWith(jsonObjectSchema, json, 'view_metadata');
}

/** A subgraph blueprint of the server; `data` (workflow JSON as text) only when asked for by id. */
export interface GlobalSubgraph {
  readonly source: string;
  readonly name: string;
  readonly nodePack: string | null;
  readonly data: string | null;
}

const subgraphSchema = z.object({
  source: z.catch(z.string(), ''),
  name: z.string(),
  info: z.optional(z.unknown()),
  data: orNull(z.string()),
});

/**
 * Reads GET `/global_subgraphs/{id}`; null for an unknown id.
 * @throws ProtocolError `bad-shape`.
 */
export function parseGlobalSubgraph(json: unknown): GlobalSubgraph | null {
  if (json === null) return null;
  const { source, name, info, data } = parseWith(subgraphSchema, json, 'global subgraph');
  const pack = isJsonObject(info) ? info['node_pack'] : undefined;
  return { source, name, nodePack: typeof pack === 'string' ? pack : null, data };
}

/**
 * Reads GET `/global_subgraphs`, by id.
 * @throws ProtocolError `bad-shape`.
 */
export function parseGlobalSubgraphs(json: unknown): ReadonlyMap<string, GlobalSubgraph> {
  const entries = Object.entries(parseWith(jsonObjectSchema, json, 'global subgraphs'));
  return new Map(
    entries.flatMap(([id, value]) => {
      const subgraph = parseGlobalSubgraph(value);
      return subgraph === null ? [] : [[id, subgraph] as const];
    }),
  );
}

/** How a renamed class maps onto its successor; GET `/node_replacements`. */
export interface NodeReplacement {
  readonly newClass: string;
  /** Names of the old class's widgets in order; null when not needed. */
  readonly oldWidgetNames: readonly string[] | null;
  /** Each new input takes an old one's value, or a constant. */
  readonly inputs: readonly { readonly newName: string; readonly oldName: string | null; readonly value: unknown }[];
  readonly outputs: readonly { readonly newSlot: number; readonly oldSlot: number }[] | null;
}

const replacementSchema = z.object({
  new_node_id: z.string(),
  old_widget_ids: orNull(stringsSchema),
  input_mapping: orNull(z.array(z.object({ new_id: z.string(), old_id: orNull(z.string()), set_value: z.optional(z.unknown()) }))),
  output_mapping: orNull(z.array(z.object({ new_idx: numberSchema, old_idx: numberSchema }))),
});

/**
 * Reads GET `/node_replacements`: candidates by old class name.
 * @throws ProtocolError `bad-shape`.
 */
export function parseNodeReplacements(json: unknown): ReadonlyMap<string, readonly NodeReplacement[]> {
  const entries = Object.entries(parseWith(jsonObjectSchema, json, 'node replacements'));
  return new Map(entries.map(([oldClass, list]) => [oldClass, parseWith(z.array(replacementSchema), list, oldClass).map(toReplacement)]));
}

function toReplacement(json: z.output<typeof replacementSchema>): NodeReplacement {
  return {
    newClass: json.new_node_id,
    oldWidgetNames: json.old_widget_ids,
    inputs: (json.input_mapping ?? []).map((input) => ({ newName: input.new_id, oldName: input.old_id, value: input.set_value ?? null })),
    outputs: json.output_mapping?.map((output) => ({ newSlot: output.new_idx, oldSlot: output.old_idx })) ?? null,
  };
}
