import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { readFileRef } from '@/protocol/files';
import { toNodeId } from '@/protocol/ids';
import type { NodeId } from '@/protocol/ids';
import type { JobOutput, MediaKind, OutputFile } from './job';

const KIND_BY_EXTENSION: Readonly<Record<string, MediaKind>> = {
  ...kinds('image', 'png jpg jpeg webp gif avif bmp tif tiff apng jxl svg exr hdr ico'),
  ...kinds('video', 'mp4 webm mov mkv avi m4v mpg mpeg ogv'),
  ...kinds('audio', 'flac mp3 wav ogg opus m4a aac aif aiff wma'),
  ...kinds('model', 'glb gltf obj fbx stl ply usdz splat spz ksplat'),
  ...kinds('text', 'txt md json csv srt vtt log yaml yml'),
};

/** Keys that describe other items instead of holding outputs. */
const DESCRIBING_KEYS: ReadonlySet<string> = new Set(['animated']);

/** Preview3D reports `[path, camera, background or model info]` under this key; only the path is an output. */
const RESULT_KEY = 'result';

/**
 * Reads the `outputs` of a history entry: node id → key → items (protocol: the kinds of ComfyUI `comfy_api/latest/_ui.py` and of packs
 * like VideoHelperSuite). Media are decided by file extension, else by `format`. Anything that is not understood is left out.
 * @param displayNodeIds the entry's `meta`: names the visible node of nodes made by expansion.
 */
export function toJobOutputs(outputs: JsonObject, displayNodeIds: Readonly<Record<NodeId, NodeId>> = {}): readonly JobOutput[] {
  return Object.entries(outputs).flatMap(([id, ui]) => (isJsonObject(ui) ? toNodeOutputs(findDisplayNode(id, displayNodeIds), ui) : []));
}

/** Reads one node's `ui` dictionary, as history keeps it and `executed` sends it. */
export function toNodeOutputs(nodeId: NodeId, ui: JsonObject): readonly JobOutput[] {
  return Object.entries(ui).flatMap(([key, value]) => {
    if (DESCRIBING_KEYS.has(key)) return [];
    if (key === RESULT_KEY) return readResult(nodeId, value);
    const items = isJsonArray(value) ? value : [value];
    return items.flatMap((item) => readItem(nodeId, key, item));
  });
}

/** Image, video, audio, 3D model, text or any file: by extension, else by a MIME-like `format` (`video/h264-mp4`). */
export function toMediaKind(filename: string, format: string | null = null): MediaKind {
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  const byExtension = KIND_BY_EXTENSION[extension];
  if (byExtension !== undefined) return byExtension;
  const family = format?.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' || family === 'text' || family === 'model' ? family : 'file';
}

/**
 * `meta` of a cached output keeps the ids of the run that made it, so an output of a node the prompt itself has (no `.` in its id)
 * is that node's. An expanded node's belongs to the outermost node, which `meta` names and its own id begins with.
 */
function findDisplayNode(nodeId: string, displayNodeIds: Readonly<Record<NodeId, NodeId>>): NodeId {
  const dot = nodeId.indexOf('.');
  if (dot < 0) return toNodeId(nodeId);
  return displayNodeIds[toNodeId(nodeId)] ?? toNodeId(nodeId.slice(0, dot));
}

function readItem(nodeId: NodeId, key: string, item: JsonValue): readonly JobOutput[] {
  if (typeof item === 'string') return item === '' ? [] : [{ kind: 'text', nodeId, key, file: null, text: item }];
  if (key === 'text' && (typeof item === 'number' || typeof item === 'bigint' || typeof item === 'boolean')) {
    return [{ kind: 'text', nodeId, key, file: null, text: String(item) }];
  }
  const file = readFileRef(item);
  if (file === null || file.filename === '' || !isJsonObject(item)) return [];
  const format = typeof item['format'] === 'string' ? item['format'] : null;
  return [{ kind: toMediaKind(file.filename, format), nodeId, key, file, text: null }];
}

/** The path is relative to `output`, or begins with the name of another folder. */
function readResult(nodeId: NodeId, value: JsonValue | undefined): readonly JobOutput[] {
  const path = isJsonArray(value) ? value[0] : value;
  if (typeof path !== 'string' || path === '') return [];
  const parts = path.replaceAll('\\', '/').split('/').filter(Boolean);
  const head = parts[0];
  const type = parts.length > 1 && (head === 'temp' || head === 'input' || head === 'output') ? head : null;
  const inside = type === null ? parts : parts.slice(1);
  const filename = inside.at(-1);
  if (filename === undefined) return [];
  const file: OutputFile = { filename, subfolder: inside.slice(0, -1).join('/'), type: type ?? 'output' };
  return [{ kind: toMediaKind(filename, 'model/'), nodeId, key: RESULT_KEY, file, text: null }];
}

function kinds(kind: MediaKind, extensions: string): Record<string, MediaKind> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, kind]));
}
