import { UPLOAD_TIMEOUT_MS } from '@/config/limits';
import { ApiError } from '@/lib/errors';
import { commonHeaders, send, startDeadline, type ApiAnswer, type CallOptions, type Transport } from './request';
import { apiUrl } from './urls';

/** Bytes sent so far; `totalBytes` includes the envelope and is 0 while unknown. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** What a caller may add to an upload. */
export interface UploadOptions extends CallOptions {
  /** Only called where the platform can tell (browsers). */
  readonly onProgress?: (progress: UploadProgress) => void;
}

/**
 * Sends a form. With `onProgress` and where the platform has XMLHttpRequest, by that: fetch cannot tell how far a body has gone.
 * @throws ApiError `network`, `timeout`, `aborted`.
 */
export async function sendForm(transport: Transport, path: string, form: FormData, options: UploadOptions = {}): Promise<ApiAnswer> {
  const { onProgress, signal, timeoutMs = UPLOAD_TIMEOUT_MS } = options;
  if (onProgress === undefined || transport.createXhr === null)
    return send(transport, { method: 'POST', path, body: form, signal, timeoutMs });
  return sendByXhr({ transport, xhr: transport.createXhr(), path, form, options: { signal, timeoutMs, onProgress } });
}

interface XhrUpload {
  readonly transport: Transport;
  readonly xhr: XMLHttpRequest;
  readonly path: string;
  readonly form: FormData;
  readonly options: CallOptions & Required<Pick<UploadOptions, 'onProgress'>>;
}

async function sendByXhr({ transport, xhr, path, form, options }: XhrUpload): Promise<ApiAnswer> {
  const url = apiUrl(transport.base, path);
  const deadline = startDeadline(transport.clock, options);
  try {
    return await new Promise<ApiAnswer>((resolve, reject) => {
      const fail = () => reject(new ApiError(deadline.reason() ?? 'network', { url }));
      xhr.open('POST', url);
      for (const [name, value] of Object.entries(commonHeaders(transport))) xhr.setRequestHeader(name, value);
      xhr.upload.addEventListener('progress', ({ loaded, total }) => {
        deadline.restart();
        options.onProgress({ sentBytes: loaded, totalBytes: total });
      });
      xhr.addEventListener('load', () => resolve({ status: xhr.status, url, headers: readHeaders(xhr), text: xhr.responseText }));
      xhr.addEventListener('error', fail);
      xhr.addEventListener('abort', fail);
      deadline.signal.addEventListener('abort', () => {
        xhr.abort();
        fail();
      });
      if (deadline.signal.aborted) fail();
      else xhr.send(form);
    });
  } finally {
    deadline.stop();
  }
}

function readHeaders(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const name of ['Content-Type', 'Content-Disposition']) {
    const value = xhr.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
