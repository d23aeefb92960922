import { stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { writePngText, type PngText } from '@/media/png';
import { NodeFailure, type FolderType, type RunContext } from '../engine/node-class';
import { createStream } from './painting/random';

/** A file item as it appears under `ui`. */
export type FileItem = { readonly filename: string; readonly subfolder: string; readonly type: FolderType };

/** Where a saver's files go: folder and name are settled, the counter runs on from `next`. */
export interface SavePlan {
  readonly type: FolderType;
  readonly subfolder: string;
  readonly name: string;
  readonly next: number;
}

/** Sizes that `%width%` and `%height%` stand for. */
interface PlanOptions {
  readonly type?: FolderType;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Settles folder, name and first counter of a saver: placeholders filled in, the counter one above the highest in the folder whatever the extension.
 * Source: ComfyUI `folder_paths.py` get_save_image_path.
 */
export function planSaving(context: RunContext, prefix: string, options: PlanOptions = {}): SavePlan {
  const type = options.type ?? 'output';
  const parts = fillPlaceholders(prefix, context, options).replaceAll('\\', '/').split('/');
  const path: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..' && path.pop() === undefined) throw outsideFolder(prefix);
    if (part !== '..') path.push(part);
  }
  if (prefix.startsWith('/')) throw outsideFolder(prefix);
  const name = parts.at(-1) === '' ? '' : (path.pop() ?? '');
  const subfolder = path.join('/');
  return { type, subfolder, name, next: highestCounter(context.world.list(type), subfolder, name) + 1 };
}

/** The plan of a preview: temp folder, and five letters that differ from run to run. */
export function planPreview(context: RunContext, prefix = 'ComfyUI'): SavePlan {
  const random = createStream(`${context.promptId} ${context.nodeId} ${prefix}`);
  const letters = Array.from({ length: 5 }, () => 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(random() * 26)));
  return planSaving(context, `${prefix}_temp_${letters.join('')}`, { type: 'temp' });
}

/** Writes the file number `index` of a plan; pictures are named `name_00001_.png`, other media `name_00001.flac`. */
export async function saveFile(
  context: RunContext,
  plan: SavePlan,
  { bytes, extension, index = 0, isPicture = true }: { bytes: Uint8Array; extension: string; index?: number; isPicture?: boolean },
): Promise<FileItem> {
  const counter = String(plan.next + index).padStart(5, '0');
  const filename = `${plan.name.replaceAll('%batch_num%', String(index))}_${counter}${isPicture ? '_' : ''}.${extension}`;
  await context.world.write(plan.type, plan.subfolder === '' ? filename : `${plan.subfolder}/${filename}`, bytes);
  return { filename, subfolder: plan.subfolder, type: plan.type };
}

/** The texts that savers embed: the prompt, and each key of `extra_pnginfo`. Written in ASCII, as Python's `json.dumps` does. */
export function metadataOf(context: RunContext): readonly { readonly keyword: string; readonly text: string }[] {
  const extra = context.extraData['extra_pnginfo'];
  const rest: JsonObject = isJsonObject(extra) ? extra : {};
  return [['prompt', context.prompt] as const, ...Object.entries(rest)].map(([keyword, value]) => ({ keyword, text: asciiJson(value) }));
}

/** A PNG with the run's metadata in it. */
export function withPngMetadata(png: Uint8Array, context: RunContext, chunk?: PngText['chunk']): Uint8Array {
  return writePngText(
    png,
    metadataOf(context).map((text) => (chunk === undefined ? text : { ...text, chunk })),
  );
}

function asciiJson(value: unknown): string {
  return stringifyExactJson(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fillPlaceholders(prefix: string, context: RunContext, { width, height }: PlanOptions): string {
  if (!prefix.includes('%')) return prefix;
  const now = new Date(context.clock.nowMs());
  const two = (value: number): string => String(value).padStart(2, '0');
  return prefix
    .replaceAll('%width%', String(width ?? 0))
    .replaceAll('%height%', String(height ?? 0))
    .replaceAll('%year%', String(now.getFullYear()))
    .replaceAll('%month%', two(now.getMonth() + 1))
    .replaceAll('%day%', two(now.getDate()))
    .replaceAll('%hour%', two(now.getHours()))
    .replaceAll('%minute%', two(now.getMinutes()))
    .replaceAll('%second%', two(now.getSeconds()));
}

function highestCounter(paths: readonly string[], subfolder: string, name: string): number {
  const start = `${subfolder === '' ? '' : `${subfolder}/`}${name}_`;
  const counters = paths.filter((path) => path.startsWith(start)).map((path) => Number(/^\d+/.exec(path.slice(start.length))?.[0] ?? 0));
  return counters.reduce((highest, counter) => Math.max(highest, counter), 0);
}

function outsideFolder(prefix: string): NodeFailure {
  return new NodeFailure('Exception', `Saving outside the output folder is not allowed: ${prefix}`);
}
