import * as z from 'zod/mini';
import { ProtocolError } from '@/lib/errors';
import { parseWith, stringsSchema } from './schema';

/** The three folders `/view` and uploads know. */
export type FileFolder = (typeof FOLDERS)[number];
const FOLDERS = ['output', 'temp', 'input'] as const;

/** What `/view` needs. Values are the server's text and never trusted as paths or markup. */
export interface FileRef {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: FileFolder;
}

const fileItemSchema = z.object({
  filename: z.string(),
  subfolder: z.catch(z.string(), ''),
  type: z._default(z.enum(FOLDERS), 'output'),
});

/** Reads one file item of an output; null when it is none (other keys and forms are custom nodes' business) or names no known folder. */
export function readFileRef(json: unknown): FileRef | null {
  const result = z.safeParse(fileItemSchema, json);
  return result.success ? result.data : null;
}

const uploadedSchema = z.object({ name: z.string(), subfolder: z.catch(z.string(), ''), type: z._default(z.enum(FOLDERS), 'input') });

/**
 * Reads the answer of `/upload/image` and `/upload/mask`. The name may differ from the one sent.
 * @throws ProtocolError `bad-shape`.
 */
export function parseUploaded(json: unknown): FileRef {
  const { name, subfolder, type } = parseWith(uploadedSchema, json, 'upload');
  return { filename: name, subfolder, type };
}

/** The value a loader node's widget takes for a file: `subfolder/name`, with ` [temp]` or ` [output]` for folders other than input. */
export function toWidgetFileValue(file: FileRef): string {
  const folder = file.subfolder.replace(/\/+$/, '');
  const path = folder === '' ? file.filename : `${folder}/${file.filename}`;
  return file.type === 'input' ? path : `${path} [${file.type}]`;
}

/** The file a loader node's value names; its inverse is `toWidgetFileValue`. */
export function fromWidgetFileValue(value: string): FileRef {
  const [, path = value, type = 'input'] = /^(.*) \[(output|temp|input)\]$/s.exec(value) ?? [];
  const slash = path.lastIndexOf('/');
  return {
    filename: path.slice(slash + 1),
    subfolder: slash < 0 ? '' : path.slice(0, slash),
    type: FOLDERS.find((folder) => folder === type) ?? 'input',
  };
}

/**
 * Reads `/internal/files/{type}`: texts `name [type]`, newest first, top level only.
 * @throws ProtocolError `bad-shape`.
 */
export function parseAnnotatedFiles(json: unknown, type: FileFolder): readonly FileRef[] {
  const suffix = ` [${type}]`;
  return parseWith(stringsSchema, json, 'internal files').map((text) => {
    if (!text.endsWith(suffix)) throw new ProtocolError('bad-shape', `internal files: "${text}" is not of ${type}`);
    return { filename: text.slice(0, -suffix.length), subfolder: '', type };
  });
}
