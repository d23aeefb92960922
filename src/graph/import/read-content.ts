import { MAX_FILE_BYTES, MAX_MEDIA_BYTES, MAX_WORKFLOW_NODES } from '@/config/limits';
import type { Diagnostic } from '@/lib/diagnostic';
import { AppError, FileError } from '@/lib/errors';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { decodeTextFile, type FileKind } from '@/media/sniff';
import type { WorkflowDocument } from '../document/model';
import { listOf, objectOf, textOr } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';
import { buildParametersPrompt, PARAMETERS_TYPES } from './build-parameters-prompt';
import { fileError } from './file-error';
import { isApiPrompt, readApiPrompt } from './read-api-prompt';
import { readParameters, type GenerationParameters } from './read-parameters';
import { isTemplatesJson, templatesToWorkflow } from './read-templates';
import { isWorkflowJson, readWorkflow } from './read-workflow';

/** What a file holds, as far as it can be read without node types. Structured-clonable. */
export type FileContent =
  | { readonly from: 'workflow'; readonly document: WorkflowDocument; readonly diagnostics: readonly Diagnostic[] }
  | { readonly from: 'prompt'; readonly prompt: JsonObject }
  | { readonly from: 'parameters'; readonly parameters: GenerationParameters };

/** A workflow that was opened from anything. */
export interface OpenedContent {
  readonly document: WorkflowDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** `prompt`: there was no (readable) workflow, so positions are ours. `parameters`: only the settings of another program, built into a workflow here. */
  readonly from: FileContent['from'];
}

/** Refuses files that are too large to read, before they are. @throws FileError `too-large`. */
export function requireFileSize(sizeBytes: number, fileKind: FileKind): void {
  requireSize(sizeBytes, fileKind === 'text' || fileKind === 'svg' ? MAX_FILE_BYTES : MAX_MEDIA_BYTES);
}

/** Reads a text file: JSON of any accepted kind, or settings lines of another program. @throws FileError with a `FileErrorCode`. */
export function readTextFile(bytes: Uint8Array): FileContent {
  const text = decodeText(bytes);
  try {
    return readJsonContent(parseText(text));
  } catch (error) {
    const parameters = error instanceof FileError && error.code === 'json-syntax' ? readParameters(text) : null;
    if (parameters === null) throw error;
    return { from: 'parameters', parameters };
  }
}

/** Reads one JSON text. @throws FileError with a `FileErrorCode`. */
export function readJsonText(text: string): FileContent {
  return readJsonContent(parseText(text));
}

/** Ten for each node. */
const MAX_LINKS = MAX_WORKFLOW_NODES * 10;

/** JSON inside JSON inside JSON occurs in old files. */
const MAX_WRAPPINGS = 3;

/**
 * Reads parsed JSON: a workflow, an API prompt, a file of node templates, or an object that holds one of them (`{workflow, prompt}`, `{workflow, output}`, also as
 * texts), as other tools save them; JSON that is text of JSON is unwrapped.
 * @throws FileError `json-of-something-else`, `too-many-nodes`, `too-complex`, or why a text in it cannot be read.
 */
export function readJsonContent(json: JsonValue): FileContent {
  const value = unwrapJson(json);
  const content = readBare(value);
  if (content !== null) return content;
  if (isJsonObject(value)) {
    for (const key of ['workflow', 'prompt', 'output']) {
      const inside = Object.hasOwn(value, key) ? readInside(value[key]) : null;
      if (inside !== null) return inside;
    }
  }
  throw fileError('json-of-something-else', 'neither a workflow nor a prompt');
}

/** What stands in an envelope; a text that is no JSON is nothing. */
function readInside(json: JsonValue | undefined): FileContent | null {
  const value = json === undefined ? null : orNullIfNoJson(() => unwrapJson(json));
  return value === null ? null : readBare(value);
}

function orNullIfNoJson(read: () => JsonValue): JsonValue | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileError && error.code === 'json-syntax') return null;
    throw error;
  }
}

function unwrapJson(json: JsonValue): JsonValue {
  let value = json;
  for (let wrapping = 0; wrapping < MAX_WRAPPINGS && typeof value === 'string'; wrapping++) value = parseText(value);
  return value;
}

function readBare(json: JsonValue): FileContent | null {
  if (isWorkflowJson(json)) {
    const graphs = [json, ...listOf(objectOf(json['definitions'])['subgraphs']).map(objectOf)];
    requireNodeCount(graphs.reduce((sum, graph) => sum + listOf(graph['nodes']).length, 0));
    requireLinkCount(graphs.reduce((sum, graph) => sum + listOf(graph['links']).length, 0));
    return { ...readWorkflow(json), from: 'workflow' };
  }
  if (isTemplatesJson(json)) return readBare(templatesToWorkflow(json, (text) => orNullIfNoJson(() => parseText(text))));
  if (!isApiPrompt(json)) return null;
  requireNodeCount(Object.keys(json).length);
  return { from: 'prompt', prompt: json };
}

/** The node types that `finishContent` asks for; none for a workflow. */
export function neededTypes(content: FileContent): readonly string[] {
  if (content.from === 'workflow') return [];
  if (content.from === 'parameters') return PARAMETERS_TYPES;
  return [...new Set(Object.values(content.prompt).map((entry) => textOr(objectOf(entry)['class_type'], '')))];
}

/** Makes the document; prompts and settings are read by the node types, as far as those are known. */
export function finishContent(content: FileContent, nodeTypes: NodeTypes): OpenedContent {
  if (content.from === 'workflow') return content;
  if (content.from === 'prompt') return { ...readApiPrompt(content.prompt, nodeTypes), from: 'prompt' };
  const built = buildParametersPrompt(content.parameters, nodeTypes);
  const { document, diagnostics } = readApiPrompt(built.prompt, nodeTypes);
  return { document, diagnostics: [...built.diagnostics, ...diagnostics], from: 'parameters' };
}

function requireNodeCount(count: number): void {
  if (count <= MAX_WORKFLOW_NODES) return;
  throw fileError('too-many-nodes', 'too many nodes', { count, limit: MAX_WORKFLOW_NODES });
}

function requireLinkCount(count: number): void {
  if (count > MAX_LINKS) throw fileError('too-complex', 'too many links', { count, limit: MAX_LINKS });
}

function requireSize(sizeBytes: number, limitBytes: number): void {
  if (sizeBytes <= limitBytes) return;
  throw fileError('too-large', 'the file is too large', { sizeBytes, limitBytes });
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decodeTextFile(bytes);
  } catch (error) {
    throw fileError('not-readable', 'neither text nor a known kind of file', {}, error);
  }
}

/** Zeros at the end are padding of fields with a fixed length. */
function parseText(text: string): JsonValue {
  requireSize(text.length, MAX_FILE_BYTES);
  try {
    return parseExactJson(text.replace(/\0+$/, ''));
  } catch (error) {
    const isDepth = error instanceof AppError && error.code === 'json-depth';
    throw fileError(isDepth ? 'json-depth' : 'json-syntax', 'the text is not JSON', {}, error);
  }
}
