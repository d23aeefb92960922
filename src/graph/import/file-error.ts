import { FileError } from '@/lib/errors';

/** Why a file cannot be opened, as `FileError.code`. */
export type FileErrorCode =
  | 'empty-file'
  /** details `sizeBytes`, `limitBytes`. */
  | 'too-large'
  /** Neither text nor a known media file. */
  | 'not-readable'
  /** A known media file that is cut short or broken; details `fileKind`, `reason` (e.g. `mp4-truncated`). */
  | 'media-broken'
  /** A media file without workflow and prompt; details `fileKind`, `hasParameters` (0 or 1: settings in no known form). */
  | 'no-workflow-in-image'
  /** A media file of a kind whose metadata cannot be read here; details `fileKind`. */
  | 'media-not-supported'
  | 'json-syntax'
  | 'json-depth'
  /** JSON, but neither workflow nor prompt. */
  | 'json-of-something-else'
  /** details `count`, `limit`. */
  | 'too-many-nodes'
  /** Too many links, or outputs that a prompt's links ask for, or values in one node or beside the nodes; details `limit`. */
  | 'too-complex'
  /** Only from a worker: not read within the time; details `limitMs`. */
  | 'too-slow'
  /** Only from a worker: it did not start, or ended. */
  | 'reader-failed';

/** The error of one of these codes, to be thrown. */
export function fileError(code: FileErrorCode, message: string, details: FileError['details'] = {}, cause?: unknown): FileError {
  return new FileError(code, message, details, cause === undefined ? undefined : { cause });
}
