import { AppError, FileError } from '@/lib/errors';
import { findDamage } from '@/media/find-damage';
import { hasReadableTexts, readEmbedded, type EmbeddedTexts } from '@/media/read-embedded';
import { sniffFileKind, type FileKind } from '@/media/sniff';
import type { NodeTypes } from '../node-types/node-type';
import { fileError } from './file-error';
import { finishContent, readJsonText, readTextFile, requireFileSize, type FileContent, type OpenedContent } from './read-content';
import { readParameters } from './read-parameters';

/** A file opened as a workflow. */
export interface OpenedFile extends OpenedContent {
  /** File name without folder and ending. */
  readonly name: string;
  readonly fileKind: FileKind;
}

/** A file that was read, but not yet by node types. Structured-clonable. */
export interface ReadFile {
  readonly content: FileContent;
  readonly name: string;
  readonly fileKind: FileKind;
}

/**
 * Opens a workflow from the bytes of any file: workflow JSON, API prompt JSON (laid out here), settings lines of A1111 (built into a small
 * workflow here), or a media file that carries one of them. What it is is decided by its content, never by its name.
 * Pure: the bytes are not kept. Blocks as long as it takes: pages call `openFileBytes`, which uses a worker.
 * @param fileName only for the document's name.
 * @throws FileError with a `FileErrorCode`; nothing else.
 */
export async function openWorkflowFile(bytes: Uint8Array, fileName: string, nodeTypes: NodeTypes): Promise<OpenedFile> {
  return finishFile(await readWorkflowFile(bytes, fileName), nodeTypes);
}

/** The part of `openWorkflowFile` that needs no node types. @throws FileError with a `FileErrorCode`. */
export async function readWorkflowFile(bytes: Uint8Array, fileName: string): Promise<ReadFile> {
  const name = documentName(fileName);
  if (bytes.length === 0) throw fileError('empty-file', 'the file is empty');
  const fileKind = sniffFileKind(bytes);
  requireFileSize(bytes.length, fileKind);
  if (fileKind === 'binary') throw fileError('not-readable', 'unknown kind of file');
  if (fileKind === 'text') return { content: readTextFile(bytes), name, fileKind };
  if (!hasReadableTexts(fileKind)) throw fileError('media-not-supported', `metadata of ${fileKind} cannot be read`, { fileKind });
  return { content: await readMedia(bytes, fileKind), name, fileKind };
}

/** The rest of `openWorkflowFile`. Pure. */
export function finishFile({ content, name, fileKind }: ReadFile, nodeTypes: NodeTypes): OpenedFile {
  return { ...finishContent(content, nodeTypes), name, fileKind };
}

function documentName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.[^.]+$/, '') || base;
}

/** Where nothing can be opened, damage of the container explains it better than what was missed. */
async function readMedia(bytes: Uint8Array, fileKind: FileKind): Promise<FileContent> {
  try {
    return readTexts(await readEmbedded(bytes, fileKind), fileKind);
  } catch (error) {
    const damage = findDamage(bytes, fileKind);
    if (damage === null && error instanceof FileError) throw error;
    const own = error instanceof AppError && !(error instanceof FileError) ? error.code : 'unexpected';
    const reason = damage === null ? own : `${fileKind}-${damage}`;
    throw fileError('media-broken', `broken ${fileKind} file`, { fileKind, reason }, error);
  }
}

/** The workflow counts; if it is unreadable or absent, the prompt; last the settings of another program. */
function readTexts(texts: EmbeddedTexts, fileKind: FileKind): FileContent {
  let prompt: FileContent | null = null;
  let refusal: FileError | null = null;
  for (const text of [texts.workflow, texts.prompt, ...(texts.others ?? [])]) {
    if (text === undefined) continue;
    try {
      const content = readJsonText(text);
      if (content.from === 'workflow') return content;
      prompt ??= content;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      // Only named texts are meant for us.
      if (text === texts.workflow || text === texts.prompt || error.code === 'too-many-nodes') refusal ??= error;
    }
  }
  if (prompt !== null) return prompt;
  const parameters = texts.parameters === undefined ? null : readParameters(texts.parameters);
  if (parameters !== null) return { from: 'parameters', parameters };
  if (refusal !== null) throw refusal;
  const details = { fileKind, hasParameters: texts.parameters === undefined ? 0 : 1 };
  throw fileError('no-workflow-in-image', 'the file carries no workflow', details);
}
