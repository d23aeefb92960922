import type { ApiBase } from '@/config/api-base';
import type { FileRef } from '@/protocol/files';
import type { ClientId } from '@/protocol/ids';

/** Query parameters; null and undefined are left out. */
export type UrlParams = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Paths that the server knows only without `/api`: internal routes, and files it serves as they are. */
const PLAIN_PATH = /^\/(internal|templates|extensions)\//;

/**
 * The URL of a route, the one place that builds them. Routes go below `/api`, except those that exist only without.
 * @param path begins with `/`; its variable parts were encoded by `pathPart`.
 */
export function apiUrl(base: ApiBase, path: string, params: UrlParams = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined) query.set(name, String(value));
  }
  const prefix = PLAIN_PATH.test(path) ? '' : '/api';
  return `${base.http}${prefix}${path}${query.size === 0 ? '' : `?${query.toString()}`}`;
}

/** Encodes one part of a path, slashes included. */
export function pathPart(text: string): string {
  return encodeURIComponent(text);
}

/**
 * Encodes a userdata path as one part (`workflows/a.json` → `workflows%2Fa.json`). The server decodes `%` twice, so a literal one
 * is encoded twice. Source: ComfyUI `app/user_manager.py`.
 */
export function userdataPart(path: string): string {
  return encodeURIComponent(path.replaceAll('%', '%25'));
}

/** How `/view` shall answer. */
export interface ViewOptions {
  /** Re-encoded still at full size, for saving bytes; drops the embedded prompt. `quality` 1–100. */
  readonly preview?: { readonly format: 'webp' | 'jpeg'; readonly quality: number };
  /** `rgb`: PNG without alpha; `a`: alpha only. */
  readonly channel?: 'rgb' | 'a';
  /** Anything that changes with the file (the prompt id): names repeat after a restart and the server sends no Cache-Control. */
  readonly cacheKey?: string;
}

/** How `/view` is told of it. */
export function toPreviewParam(preview: ViewOptions['preview']): string | undefined {
  return preview && `${preview.format};${preview.quality}`;
}

/** The address of a file of the server. The server refuses names that leave its folders; nothing here trusts them as paths. */
export function viewUrl(base: ApiBase, file: FileRef, options: ViewOptions = {}): string {
  const { preview, channel, cacheKey } = options;
  return apiUrl(base, '/view', {
    filename: file.filename,
    subfolder: file.subfolder,
    type: file.type,
    preview: toPreviewParam(preview),
    channel,
    rand: cacheKey,
  });
}

/** The address of a server's socket for one client id. */
export function socketUrl(base: ApiBase, clientId: ClientId): string {
  return `${base.ws}/ws?${new URLSearchParams({ clientId }).toString()}`;
}
