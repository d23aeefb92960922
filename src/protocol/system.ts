import * as z from 'zod/mini';
import type { JsonObject } from '@/lib/json';
import { jsonObjectSchema, numberSchema, orNull, parseWith, stringsSchema } from './schema';
import type { LogEntry } from './server-event';
import { parseLogEntries } from './ws-messages';

/** A compute device; on CPU, VRAM is RAM. Null where the server does not say. */
export interface ServerDevice {
  readonly name: string;
  /** `cuda`, `cpu`, `mps`… */
  readonly type: string;
  readonly index: number | null;
  readonly vramTotalBytes: number | null;
  readonly vramFreeBytes: number | null;
  readonly torchVramTotalBytes: number | null;
  readonly torchVramFreeBytes: number | null;
}

/** GET `/system_stats`; everything but `os` and the devices may be missing on older servers. */
export interface SystemStats {
  readonly os: string;
  readonly comfyuiVersion: string | null;
  readonly pythonVersion: string | null;
  readonly pytorchVersion: string | null;
  readonly requiredFrontendVersion: string | null;
  readonly ramTotalBytes: number | null;
  readonly ramFreeBytes: number | null;
  readonly deployEnvironment: string | null;
  /** The server's command line. Not for viewers: it shows paths. */
  readonly argv: readonly string[];
  readonly packages: readonly { readonly name: string; readonly installed: string | null; readonly required: string | null }[];
  /** Primary first. */
  readonly devices: readonly ServerDevice[];
}

const text = orNull(z.string());
const bytes = orNull(numberSchema);

const statsSchema = z.object({
  system: z.object({
    os: z.catch(z.string(), ''),
    comfyui_version: text,
    python_version: text,
    pytorch_version: text,
    required_frontend_version: text,
    ram_total: bytes,
    ram_free: bytes,
    deploy_environment: text,
    argv: z.catch(stringsSchema, []),
    comfy_package_versions: z.catch(z.array(z.object({ name: z.string(), installed: text, required: text })), []),
  }),
  devices: z.array(
    z.object({
      name: z.catch(z.string(), ''),
      type: z.catch(z.string(), ''),
      index: orNull(numberSchema),
      vram_total: bytes,
      vram_free: bytes,
      torch_vram_total: bytes,
      torch_vram_free: bytes,
    }),
  ),
});

/**
 * Reads GET `/system_stats`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseSystemStats(json: unknown): SystemStats {
  const { system, devices } = parseWith(statsSchema, json, 'system_stats');
  return {
    os: system.os,
    comfyuiVersion: system.comfyui_version,
    pythonVersion: system.python_version,
    pytorchVersion: system.pytorch_version,
    requiredFrontendVersion: system.required_frontend_version,
    ramTotalBytes: system.ram_total,
    ramFreeBytes: system.ram_free,
    deployEnvironment: system.deploy_environment,
    argv: system.argv,
    packages: system.comfy_package_versions,
    devices: devices.map((device) => ({
      name: device.name,
      type: device.type,
      index: device.index,
      vramTotalBytes: device.vram_total,
      vramFreeBytes: device.vram_free,
      torchVramTotalBytes: device.torch_vram_total,
      torchVramFreeBytes: device.torch_vram_free,
    })),
  };
}

/** GET `/features` (since 0.3.45) and the socket's `feature_flags`. */
export interface ServerFeatures {
  readonly supportsPreviewMetadata: boolean;
  /** Limit of any request body; null when not told. */
  readonly maxUploadBytes: number | null;
  readonly hasAssets: boolean;
  readonly hasNodeReplacements: boolean;
  /** `partial_execution_targets` are obeyed; no server says so, but those that name extensions came after those that learnt it. */
  readonly runsParts: boolean;
  /** Everything as sent. */
  readonly raw: JsonObject;
}

const flag = z.catch(z.boolean(), false);
const featuresSchema = z.object({ supports_preview_metadata: flag, max_upload_size: bytes, assets: flag, node_replacements: flag });

/**
 * Reads GET `/features`.
 * @throws ProtocolError `bad-shape` when it is no object.
 */
export function parseFeatures(json: unknown): ServerFeatures {
  const raw = parseWith(jsonObjectSchema, json, 'features');
  const features = parseWith(featuresSchema, raw, 'features');
  return {
    supportsPreviewMetadata: features.supports_preview_metadata,
    maxUploadBytes: features.max_upload_size,
    hasAssets: features.assets,
    hasNodeReplacements: features.node_replacements,
    runsParts: raw['extension'] !== undefined,
    raw,
  };
}

/** GET `/internal/logs/raw`: the last 300 lines. */
export interface ServerLog {
  readonly entries: readonly LogEntry[];
  /** The server's terminal, in characters. */
  readonly size: { readonly cols: number; readonly rows: number } | null;
}

const logSizeSchema = z.object({ size: orNull(z.object({ cols: numberSchema, rows: numberSchema })) });

/**
 * Reads GET `/internal/logs/raw`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseLog(json: unknown): ServerLog {
  return { entries: parseLogEntries(json), size: parseWith(logSizeSchema, json, 'logs').size };
}

/**
 * Reads a plain list of texts: `/extensions`, `/embeddings`, `/models`, `/models/{folder}`.
 * @param what names the route in the error.
 * @throws ProtocolError `bad-shape`.
 */
export function parseStrings(json: unknown, what: string): readonly string[] {
  return parseWith(stringsSchema, json, what);
}

/**
 * Reads an object of text lists: `/workflow_templates` (pack → names), `/internal/folder_paths` (kind → directories).
 * @throws ProtocolError `bad-shape`.
 */
export function parseStringLists(json: unknown, what: string): ReadonlyMap<string, readonly string[]> {
  const lists = parseWith(jsonObjectSchema, json, what);
  return new Map(Object.entries(lists).map(([name, list]) => [name, parseStrings(list, `${what}.${name}`)]));
}
