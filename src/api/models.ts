import type { JsonObject, JsonValue } from '@/lib/json';
import {
  parseGlobalSubgraph,
  parseGlobalSubgraphs,
  parseModelFiles,
  parseModelFolders,
  parseModelMetadata,
  parseNodeReplacements,
  type GlobalSubgraph,
  type ModelFile,
  type ModelFolder,
  type NodeReplacement,
} from '@/protocol/models';
import { parseStringLists, parseStrings } from '@/protocol/system';
import { parseTemplateIndex, type TemplateGroup } from '@/protocol/templates';
import { sendForJson, type CallOptions, type Transport } from './request';
import { apiUrl, pathPart } from './urls';

/** What the server offers to build with. Source: ComfyUI `server.py`, `app/model_manager.py`, `app/custom_node_manager.py`. */
export interface ModelsApi {
  /** Names of the kinds (`checkpoints`, `loras`…). */
  readonly models: (options?: CallOptions) => Promise<readonly string[]>;
  /** Relative paths of one kind, with the server's separator. Unknown kind: ApiError `http` 404. */
  readonly modelsIn: (folder: string, options?: CallOptions) => Promise<readonly string[]>;
  /** Names without extension. */
  readonly embeddings: (options?: CallOptions) => Promise<readonly string[]>;
  readonly modelFolders: (options?: CallOptions) => Promise<readonly ModelFolder[]>;
  readonly modelFiles: (folder: string, options?: CallOptions) => Promise<readonly ModelFile[]>;
  /** Address of the picture of a model for `<img>`; asks nothing. Where there is no picture it answers 404. */
  readonly modelPreviewUrl: (folder: string, file: Pick<ModelFile, 'name' | 'pathIndex'>) => string;
  /** `__metadata__` of a safetensors file; ApiError `http` 404 when there is none. */
  readonly modelMetadata: (folder: string, filename: string, options?: CallOptions) => Promise<JsonObject>;
  /** Names of example workflows by pack. */
  readonly workflowTemplates: (options?: CallOptions) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** One example workflow of a pack, to be read by `graph`. */
  readonly workflowTemplate: (pack: string, name: string, options?: CallOptions) => Promise<JsonValue>;
  /** Groups of the example workflows that come with the server; ApiError `http` 404 on servers without them. */
  readonly templateIndex: (options?: CallOptions) => Promise<readonly TemplateGroup[]>;
  /** One of them, to be read by `graph`. */
  readonly coreTemplate: (name: string, options?: CallOptions) => Promise<JsonValue>;
  /** Address of the picture of a template for `<img>`; asks nothing. Without `pack`: one that comes with the server. */
  readonly templatePictureUrl: (template: { readonly pack?: string; readonly name: string; readonly mediaSubtype: string }) => string;
  readonly globalSubgraphs: (options?: CallOptions) => Promise<ReadonlyMap<string, GlobalSubgraph>>;
  readonly globalSubgraph: (id: string, options?: CallOptions) => Promise<GlobalSubgraph | null>;
  /** Successors by old class name. */
  readonly nodeReplacements: (options?: CallOptions) => Promise<ReadonlyMap<string, readonly NodeReplacement[]>>;
}

/** Binds the routes of models and templates. */
export function createModelsApi(transport: Transport): ModelsApi {
  const load = <T>(path: string, parse: (json: unknown) => T, options?: CallOptions) => sendForJson(transport, { path, ...options }, parse);
  const loadStrings = (path: string, options?: CallOptions) => load(path, (json) => parseStrings(json, path), options);
  return {
    models: (options) => loadStrings('/models', options),
    modelsIn: (folder, options) => loadStrings(`/models/${pathPart(folder)}`, options),
    embeddings: (options) => loadStrings('/embeddings', options),
    modelFolders: (options) => load('/experiment/models', parseModelFolders, options),
    modelFiles: (folder, options) => load(`/experiment/models/${pathPart(folder)}`, parseModelFiles, options),
    modelPreviewUrl: (folder, { name, pathIndex }) =>
      apiUrl(transport.base, `/experiment/models/preview/${pathPart(folder)}/${pathIndex}/${pathPart(name)}`),
    modelMetadata: (folder, filename, options) =>
      sendForJson(transport, { path: `/view_metadata/${pathPart(folder)}`, params: { filename }, ...options }, parseModelMetadata),
    workflowTemplates: (options) => load('/workflow_templates', (json) => parseStringLists(json, 'workflow templates'), options),
    workflowTemplate: (pack, name, options) =>
      load(`/workflow_templates/${pathPart(pack)}/${pathPart(name)}.json`, (json) => json as JsonValue, options),
    templateIndex: (options) => load('/templates/index.json', parseTemplateIndex, options),
    coreTemplate: (name, options) => load(`/templates/${pathPart(name)}.json`, (json) => json as JsonValue, options),
    templatePictureUrl: ({ pack, name, mediaSubtype }) =>
      apiUrl(
        transport.base,
        pack === undefined
          ? `/templates/${pathPart(name)}-1.${pathPart(mediaSubtype)}`
          : `/workflow_templates/${pathPart(pack)}/${pathPart(name)}.${pathPart(mediaSubtype)}`,
      ),
    globalSubgraphs: (options) => load('/global_subgraphs', parseGlobalSubgraphs, options),
    globalSubgraph: (id, options) => load(`/global_subgraphs/${pathPart(id)}`, parseGlobalSubgraph, options),
    nodeReplacements: (options) => load('/node_replacements', parseNodeReplacements, options),
  };
}
