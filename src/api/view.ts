import { UPLOAD_TIMEOUT_MS } from '@/config/limits';
import type { FileFolder, FileRef } from '@/protocol/files';
import { parseAnnotatedFiles } from '@/protocol/files';
import { sendForBytes, sendForJson, sendForPart, type ByteRange, type CallOptions, type FilePart, type Transport } from './request';
import { pathPart, toPreviewParam, viewUrl, type ViewOptions } from './urls';

/** Files of the server. Source: ComfyUI `server.py` `/view`, `/internal/files`. */
export interface ViewApi {
  /** Address for `<img>`, `<video>` and downloads; asks nothing. */
  readonly viewUrl: (file: FileRef, options?: ViewOptions) => string;
  /** A whole file, for reading what is embedded in it; with `channel` a PNG made of it. */
  readonly readFile: (
    file: FileRef,
    options?: CallOptions & Pick<ViewOptions, 'cacheKey' | 'channel' | 'preview'>,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** A piece of a file: what is embedded stands at the beginning or the end of large ones. */
  readonly readFilePart: (file: FileRef, range: ByteRange, options?: CallOptions) => Promise<FilePart>;
  /** Files on the top level of a folder, newest first. */
  readonly filesIn: (type: FileFolder, options?: CallOptions) => Promise<readonly FileRef[]>;
}

/** Binds the routes of files. */
export function createViewApi(transport: Transport): ViewApi {
  return {
    viewUrl: (file, options) => viewUrl(transport.base, file, options),
    readFile: ({ filename, subfolder, type }, { cacheKey, channel, preview, ...options } = {}) => {
      const params = { filename, subfolder, type, preview: toPreviewParam(preview), channel, rand: cacheKey };
      return sendForBytes(transport, { path: '/view', params, timeoutMs: UPLOAD_TIMEOUT_MS, ...options });
    },
    readFilePart: ({ filename, subfolder, type }, range, options) =>
      sendForPart(transport, { path: '/view', params: { filename, subfolder, type }, range, ...options }),
    filesIn: (type, options) =>
      sendForJson(transport, { path: `/internal/files/${pathPart(type)}`, ...options }, (json) => parseAnnotatedFiles(json, type)),
  };
}
