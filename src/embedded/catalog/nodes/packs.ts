import { get } from 'node:http';
import { NodeFailure, type NodeClass, type RunContext } from '../../engine/node-class';
import { PACKS_DEFINITIONS } from '../definitions/packs';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { readChosen } from '../loading';
import { decodeImage, encodePng } from '../pixels/codec';
import { withPngMetadata } from '../saving';

/** Nodes of the packs ComfyUI-load-image-from-url and comfyui-easyapi-nodes, written anew. */
export const PACKS: readonly NodeClass[] = implement(PACKS_DEFINITIONS, {
  LoadImageFromUrlOrPath: async (given, context) => {
    const source = given.text('url_or_path').trim();
    const bytes = /^[a-z][a-z\d+.-]*:/i.test(source) ? await download(source) : await readChosen(context.world, source);
    const { image, mask } = await decodeImage(bytes, source);
    return outputs(image, mask);
  },
  ImageToBase64: toBase64,
  Base64ToImage: fromBase64,
});

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);
const MAX_DOWNLOAD_BYTES = 64 * 1024 * 1024;
const DOWNLOAD_TIMEOUT_MS = 10_000;

/** Fetches from this machine only: a demo server must not become a way into the network around it. Redirects are refused for the same reason. */
function download(address: string): Promise<Uint8Array> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new NodeFailure('requests.exceptions.InvalidURL', `Invalid URL '${address}'`);
  if (url.protocol !== 'http:' || !LOOPBACK_HOSTS.has(url.hostname)) {
    throw new NodeFailure(
      'PermissionError',
      `This server loads pictures only from http:// addresses of its own machine, not from ${url.protocol}//${url.host}`,
    );
  }
  return new Promise((resolve, reject) => {
    const refuse = (message: string): void => reject(new NodeFailure('requests.exceptions.HTTPError', message));
    const request = get(url, { timeout: DOWNLOAD_TIMEOUT_MS }, (response) => {
      const status = response.statusCode ?? 0;
      if (status !== 200) {
        response.resume();
        refuse(`${status} for url: ${address}`);
        return;
      }
      const parts: Uint8Array[] = [];
      let size = 0;
      response.on('data', (part: Uint8Array) => {
        size += part.length;
        parts.push(part);
        if (size > MAX_DOWNLOAD_BYTES) request.destroy(new Error('picture is too large'));
      });
      response.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
      response.on('error', (error) => refuse(error.message));
    });
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', (error) => reject(new NodeFailure('requests.exceptions.ConnectionError', `${error.message} (${address})`)));
  });
}

async function toBase64(given: Given, context: RunContext): Promise<Awaited<ReturnType<Run>>> {
  const images = given.wire('images', 'image');
  const texts: string[] = [];
  for (const frame of images.frames) {
    const png = withPngMetadata(await encodePng(frame, images.channels), context);
    texts.push(`data:image/png;base64,${Buffer.from(png).toString('base64')}`);
  }
  return { outputs: [JSON.stringify(texts)], ui: { base64Images: texts, imageType: ['image'] } };
}

async function fromBase64(given: Given): Promise<Awaited<ReturnType<Run>>> {
  const images = parseTexts(given.text('base64Images')).map(async (text) => {
    const { image } = await decodeImage(new Uint8Array(Buffer.from(text.slice(text.indexOf(',') + 1), 'base64')), 'base64');
    return image;
  });
  return outputs(await Promise.all(images));
}

function parseTexts(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (Array.isArray(parsed) && parsed.every((item) => typeof item === 'string')) return parsed;
  } catch {
    throw new NodeFailure('json.decoder.JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)');
  }
  throw new NodeFailure('TypeError', 'base64Images must be a JSON list of texts');
}
