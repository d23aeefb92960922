import { FileError, type AppError } from '@/lib/errors';
import { formatBytes } from '@/lib/format';
import { fileErrorTexts as t } from './texts';

const PICTURES: readonly string[] = ['png', 'webp', 'jpeg', 'avif', 'svg'];

/** Why a file could not be opened, in a sentence that names it. */
export function wordFileError(error: AppError, name: string): string {
  if (!(error instanceof FileError)) return t.unexpected({ name, reason: error.message });
  switch (error.code) {
    case 'too-large':
      return t[error.code]({ name, size: bytes(error, 'sizeBytes'), limit: bytes(error, 'limitBytes') });
    case 'no-workflow-in-image':
      if (error.details['hasParameters'] === 1) return t['only-parameters']({ name });
      return t[error.code]({ name, isPicture: PICTURES.includes(String(error.details['fileKind'])) });
    case 'media-not-supported':
      return t[error.code]({ name, kind: String(error.details['fileKind'] ?? '') });
    case 'too-many-nodes':
      return t[error.code]({ name, count: number(error, 'count'), limit: number(error, 'limit') });
    case 'too-slow':
      return t[error.code]({ name, seconds: number(error, 'limitMs') / 1_000 });
    case 'too-complex':
    case 'reader-failed':
    case 'empty-file':
    case 'not-readable':
    case 'media-broken':
    case 'json-syntax':
    case 'json-depth':
    case 'json-of-something-else':
      return t[error.code]({ name });
    default:
      return t.unexpected({ name, reason: error.message });
  }
}

function bytes(error: FileError, key: string): string {
  return formatBytes(number(error, key));
}

function number(error: FileError, key: string): number {
  return Number(error.details[key] ?? 0);
}
