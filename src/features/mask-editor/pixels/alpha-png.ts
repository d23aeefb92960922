import { joinPngChunks } from '@/media/png';
import type { Mask } from './mask';

const GREY_WITH_ALPHA = 4;

/**
 * A mask as the server takes it: a PNG whose alpha is 0 where it is masked, since a loader's MASK output is what the alpha leaves.
 * Written here, not by a canvas, which would round colours under alpha. Source: ComfyUI `server.py` upload_mask, `nodes.py` LoadImage.
 */
export async function toAlphaPng({ width, height, data }: Mask): Promise<Uint8Array<ArrayBuffer>> {
  const stride = 1 + width * 2;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * stride + 2 + x * 2] = 255 - (data[y * width + x] ?? 0);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, GREY_WITH_ALPHA], 8);
  return Uint8Array.from(
    joinPngChunks([
      { type: 'IHDR', data: header },
      { type: 'IDAT', data: await pass(rows, new CompressionStream('deflate')) },
      { type: 'IEND', data: new Uint8Array() },
    ]),
  );
}

/** A mask's bytes, packed for keeping. */
export function packMask(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return pass(data, new CompressionStream('deflate'));
}

/** The counterpart of `packMask`. @throws what the platform throws for bytes that are none. */
export function unpackMask(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return pass(packed, new DecompressionStream('deflate'));
}

async function pass(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}
