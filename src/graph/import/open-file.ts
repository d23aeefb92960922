import { MAX_FILE_BYTES } from '@/config/limits';
import type { Diagnostic } from '@/lib/diagnostic';
import { AppError, FileError } from '@/lib/errors';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonValue } from '@/lib/json';
import { decodeTextFile, hasReadableTexts, readEmbedded, sniffFileKind, type EmbeddedTexts, type FileKind } from '@/media/read-embedded';
import type { WorkflowDocument } from '../document/model';
import type { NodeTypes } from '../node-types/node-type';
import { isApiPrompt, readApiPrompt } from './read-api-prompt';
import { isWorkflowJson, readWorkflow } from './read-workflow';

/** A file opened as a workflow. */
export interface OpenedFile {
  readonly document: WorkflowDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** File name without folder and ending. */
  readonly name: string;
  /** `prompt`: there was no (readable) workflow, so positions are ours. */
  readonly from: 'workflow' | 'prompt';
  readonly fileKind: FileKind;
}

/** Why a file cannot be opened, as `FileError.code`. */
export type FileErrorCode =
  | 'empty-file'
  /** details `sizeBytes`, `limitBytes`. */
  | 'too-large'
  /** Neither text nor a known media file. */
  | 'not-readable'
  /** A known media file that is cut short or broken; details `fileKind`, `reason`. */
  | 'media-broken'
  /** A media file without workflow and prompt; details `fileKind`, `hasParameters` (0 or 1). */
  | 'no-workflow-in-image'
  /** A media file of a kind whose metadata cannot be read here; details `fileKind`. */
  | 'media-not-supported'
  | 'json-syntax'
  | 'json-depth'
  /** JSON, but neither workflow nor prompt. */
  | 'json-of-something-else';

/** Pictures and clips may be far larger than the JSON inside them. */
const MAX_MEDIA_BYTES = 500_000_000;

/**
 * Opens a workflow from the bytes of any file: workflow JSON, API prompt JSON (laid out here), or a media file that carries one of them.
 * What it is is decided by its content, never by its name. Pure: the bytes are not kept.
 * @param fileName only for the document's name.
 * @throws FileError with a `FileErrorCode`; nothing else.
 */
export async function openWorkflowFile(bytes: Uint8Array, fileName: string, nodeTypes: NodeTypes): Promise<OpenedFile> {
  const name = documentName(fileName);
  if (bytes.length === 0) throw new FileError('empty-file', 'the file is empty');
  const fileKind = sniffFileKind(bytes);
  requireSize(bytes, fileKind === 'text' ? MAX_FILE_BYTES : MAX_MEDIA_BYTES);
  if (fileKind === 'binary') throw new FileError('not-readable', 'unknown kind of file');
  if (fileKind === 'text') return { ...openJson(parseText(decodeText(bytes)), nodeTypes), name, fileKind };
  if (!hasReadableTexts(fileKind)) throw new FileError('media-not-supported', `metadata of ${fileKind} cannot be read`, { fileKind });
  const texts = await readTexts(bytes, fileKind);
  return { ...openTexts(texts, fileKind, nodeTypes), name, fileKind };
}

/** Opens parsed JSON of any accepted kind. @throws FileError `json-of-something-else`. */
export function openWorkflowJson(json: JsonValue, nodeTypes: NodeTypes): Pick<OpenedFile, 'document' | 'diagnostics' | 'from'> {
  return openJson(json, nodeTypes);
}

function documentName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.[^.]+$/, '') || base;
}

function requireSize(content: { readonly length: number }, limitBytes: number): void {
  if (content.length <= limitBytes) return;
  throw new FileError('too-large', 'the file is too large', { sizeBytes: content.length, limitBytes });
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decodeTextFile(bytes);
  } catch (error) {
    throw new FileError('not-readable', 'neither text nor a known kind of file', {}, { cause: error });
  }
}

function parseText(text: string): JsonValue {
  requireSize(text, MAX_FILE_BYTES);
  try {
    return parseExactJson(text);
  } catch (error) {
    const isDepth = error instanceof AppError && error.code === 'json-depth';
    throw new FileError(isDepth ? 'json-depth' : 'json-syntax', 'the text is not JSON', {}, { cause: error });
  }
}

type Opened = Pick<OpenedFile, 'document' | 'diagnostics' | 'from'>;

/** JSON inside JSON inside JSON occurs in old files. */
const MAX_WRAPPINGS = 3;

function openJson(json: JsonValue, nodeTypes: NodeTypes): Opened {
  let value = json;
  for (let wrapping = 0; wrapping < MAX_WRAPPINGS && typeof value === 'string'; wrapping++) value = parseText(value);
  if (isWorkflowJson(value)) return { ...readWorkflow(value), from: 'workflow' };
  if (isApiPrompt(value)) return { ...readApiPrompt(value, nodeTypes), from: 'prompt' };
  const inside = isJsonObject(value) ? openEnvelope([value['workflow'], value['prompt'], value['output']], nodeTypes) : null;
  if (inside !== null) return inside;
  throw new FileError('json-of-something-else', 'neither a workflow nor a prompt');
}

/** `{workflow, prompt}` and `{workflow, output}`, as other tools save them. */
function openEnvelope(candidates: readonly (JsonValue | undefined)[], nodeTypes: NodeTypes): Opened | null {
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    if (isWorkflowJson(candidate)) return { ...readWorkflow(candidate), from: 'workflow' };
    if (isApiPrompt(candidate)) return { ...readApiPrompt(candidate, nodeTypes), from: 'prompt' };
  }
  return null;
}

async function readTexts(bytes: Uint8Array, fileKind: FileKind): Promise<EmbeddedTexts> {
  try {
    return await readEmbedded(bytes, fileKind);
  } catch (error) {
    const reason = error instanceof AppError ? error.code : 'unexpected';
    throw new FileError('media-broken', `broken ${fileKind} file`, { fileKind, reason }, { cause: error });
  }
}

/** The workflow counts; if it is unreadable or absent, the prompt. */
function openTexts(texts: EmbeddedTexts, fileKind: FileKind, nodeTypes: NodeTypes): Opened {
  let refusal: FileError | null = null;
  for (const text of [texts.workflow, texts.prompt]) {
    if (text === undefined) continue;
    try {
      return openJson(parseText(text), nodeTypes);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      refusal ??= error;
    }
  }
  if (refusal !== null) throw refusal;
  const details = { fileKind, hasParameters: texts.parameters === undefined ? 0 : 1 };
  throw new FileError('no-workflow-in-image', 'the file carries no workflow', details);
}
