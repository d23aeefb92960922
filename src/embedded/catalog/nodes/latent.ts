import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import { NodeFailure, type NodeClass, type RunContext } from '../../engine/node-class';
import { LATENT_DEFINITIONS } from '../definitions/latent';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { fileLoader, readChosen } from '../loading';
import { mixPictures } from '../painting/noise';
import { atOrLast, mapMask, requireMemory, solidPicture } from '../pixels/batch';
import { compositeMasked, featheredPlane, layOver, matchSize } from '../pixels/composite';
import { flipPicture, pastePicture, rotatePicture } from '../pixels/geometry';
import { growPlane } from '../pixels/mask-shapes';
import { cropPicture, resizePlane, resizeWithCrop, type Size } from '../pixels/resize';
import { metadataOf, planSaving, saveFile } from '../saving';
import type { ImageBatch, Latent, MaskBatch, Picture } from '../values';
import { decodeLatent, encodePictures } from './vae';

/** Latents, and the way from and to pictures. Sizes are those of the decoded pictures; positions therefore need no division by 8. */
export const LATENT: readonly NodeClass[] = implement(LATENT_DEFINITIONS, {
  EmptyLatentImage: empty(8),
  EmptySD3LatentImage: empty(8),
  EmptyFlux2LatentImage: empty(16),
  LatentUpscale: async (given) => {
    const samples = latent(given, 'samples');
    const size = missingSide(samples, { width: given.number('width'), height: given.number('height') });
    if (size === undefined) return outputs(samples);
    return outputs(await scale(samples, size, { method: given.text('upscale_method'), crop: given.text('crop') }));
  },
  LatentUpscaleBy: async (given) => {
    const samples = latent(given, 'samples');
    const size = { width: roundTo8(samples.width * given.number('scale_by')), height: roundTo8(samples.height * given.number('scale_by')) };
    return outputs(await scale(samples, size, { method: given.text('upscale_method'), crop: 'disabled' }));
  },
  LatentComposite: (given) => outputs(composite(given)),
  LatentCompositeMasked: async (given) => {
    const [destination, source] = [latent(given, 'destination'), latent(given, 'source')];
    const placement = { ...position(given), resizesSource: given.flag('resize_source'), mask: given.optionalWire('mask', 'mask') };
    return outputs({ ...destination, items: await compositeMasked(pictures(destination), pictures(source), placement) });
  },
  LatentBlend: (given) => blendTwo(given, 1 - given.number('blend_factor')),
  LatentInterpolate: (given) => blendTwo(given, 1 - given.number('ratio')),
  LatentAdd: async (given) => {
    const [first, second] = await matched(given);
    return outputs({ ...first, items: pictures(first).map((item, index) => addAroundGrey(item, atOrLast(pictures(second), index))) });
  },
  LatentBatch: async (given) => {
    const [first, second] = await matched(given);
    return outputs({ ...first, items: [...first.items, ...second.items] });
  },
  LatentFromBatch: (given) => {
    const samples = latent(given, 'samples');
    const start = startOf(given.number('batch_index'), samples.items.length);
    return outputs({ ...samples, items: samples.items.slice(start, start + given.number('length')) });
  },
  RepeatLatentBatch: (given) => {
    const samples = latent(given, 'samples');
    const amount = given.number('amount');
    requireMemory(samples.width, samples.height, samples.items.length * amount);
    return outputs({ ...samples, items: Array.from({ length: amount }, () => samples.items).flat() });
  },
  LatentCrop: (given) => {
    const samples = latent(given, 'samples');
    const width = Math.min(given.number('width'), samples.width);
    const height = Math.min(given.number('height'), samples.height);
    const x = Math.min(given.number('x'), samples.width - width);
    const y = Math.min(given.number('y'), samples.height - height);
    return outputs(mapItems(samples, (item) => cropPicture(item, { x, y, width, height }), { width, height }));
  },
  LatentFlip: (given) => {
    const axis = given.text('flip_method').startsWith('x') ? 'x' : 'y';
    return outputs(mapItems(latent(given, 'samples'), (item) => flipPicture(item, axis)));
  },
  LatentRotate: (given) => {
    const samples = latent(given, 'samples');
    const quarters = quartersOf(given.text('rotation'));
    const size = quarters % 2 === 1 ? { width: samples.height, height: samples.width } : samples;
    return outputs(mapItems(samples, (item) => rotatePicture(item, quarters), size));
  },
  LatentConcat: (given) => concat(given),
  RebatchLatents: (given) => outputs(rebatch(given)),
  BatchLatentsNode: async (given) => {
    const [first, ...rest] = given.group('latents').map(({ name }) => latent(given, `latents.${name}`));
    if (first === undefined) throw new NodeFailure('IndexError', 'list index out of range');
    const fitted = await Promise.all(rest.map((other) => scale(other, first, { method: 'bilinear', crop: 'center' })));
    return outputs({ ...first, items: [first, ...fitted].flatMap((one) => one.items) });
  },
  SetLatentNoiseMask: (given) => outputs({ ...latent(given, 'samples'), noiseMask: given.wire('mask', 'mask') }),
  SaveLatent: async (given, context) => {
    const samples = latent(given, 'samples');
    const plan = planSaving(context, given.text('filename_prefix'));
    const item = await saveFile(context, plan, { bytes: toLatentFile(samples, context), extension: 'latent' });
    return { outputs: [samples], ui: { latents: [item] } };
  },
  LoadLatent: fileLoader('latent', 'latent', async (given, context) => {
    return outputs(fromLatentFile(await readChosen(context.world, given.text('latent'))));
  }),
  VAEDecode: (given) => outputs(decode(given)),
  VAEDecodeTiled: (given) => outputs(decode(given)),
  VAEEncode: (given) => outputs(encode(given)),
  VAEEncodeTiled: (given) => outputs(encode(given)),
  VAEEncodeForInpaint: (given) => outputs(encodeForInpaint(given)),
});

function latent(given: Given, name: string): Latent {
  return given.wire(name, 'latent');
}

function decode(given: Given): ImageBatch {
  given.wire('vae', 'vae');
  return decodeLatent(latent(given, 'samples'));
}

function encode(given: Given): Latent {
  given.wire('vae', 'vae');
  return encodePictures(given.wire('pixels', 'image'));
}

function encodeForInpaint(given: Given): Latent {
  const encoded = encode(given);
  const grown = mapMask(given.wire('mask', 'mask'), (plane) => {
    return growPlane(resizePlane(plane, encoded), given.number('grow_mask_by'), false);
  });
  const grey = solidPicture(encoded.width, encoded.height, [128, 128, 128]);
  const hidden: MaskBatch = mapMask(given.wire('mask', 'mask'), (plane) => resizePlane(plane, encoded));
  const items = pictures(encoded).map((item, index) => layOver(item, grey, { x: 0, y: 0, plane: atOrLast(hidden.frames, index) }));
  return { ...encoded, items, noiseMask: grown };
}

function empty(cell: number): Run {
  return (given) => {
    const width = Math.floor(given.number('width') / cell) * cell;
    const height = Math.floor(given.number('height') / cell) * cell;
    const count = given.number('batch_size');
    requireMemory(width, height, count);
    return outputs({ kind: 'latent', width, height, items: Array.from({ length: count }, () => null) } satisfies Latent);
  };
}

function pictures(samples: Latent): Picture[] {
  return samples.items.map((item) => item ?? solidPicture(samples.width, samples.height, [128, 128, 128]));
}

function mapItems(samples: Latent, change: (item: Picture) => Picture, { width, height }: Size = samples): Latent {
  return { ...samples, width, height, items: samples.items.map((item) => (item === null ? null : change(item))) };
}

async function scale(samples: Latent, { width, height }: Size, how: { method: string; crop: string }): Promise<Latent> {
  requireMemory(width, height, samples.items.length);
  const items = await Promise.all(samples.items.map(async (item) => (item === null ? null : resizeWithCrop(item, { width, height }, how))));
  return { ...samples, width, height, items };
}

/** A side of 0 follows from the other; both 0 leave the latent alone. */
function missingSide(samples: Latent, { width, height }: Size): Size | undefined {
  if (width === 0 && height === 0) return undefined;
  if (width === 0) return { width: Math.max(64, roundTo8((samples.width * height) / samples.height)), height: Math.max(64, height) };
  if (height === 0) return { width: Math.max(64, width), height: Math.max(64, roundTo8((samples.height * width) / samples.width)) };
  return { width: Math.max(64, width), height: Math.max(64, height) };
}

function roundTo8(value: number): number {
  return Math.max(8, Math.round(value / 8) * 8);
}

function position(given: Given): { x: number; y: number } {
  return { x: given.number('x'), y: given.number('y') };
}

function composite(given: Given): Latent {
  const [below, above] = [latent(given, 'samples_to'), latent(given, 'samples_from')];
  const { x, y } = position(given);
  const feather = given.number('feather');
  const edges = {
    left: x > 0 ? feather : 0,
    top: y > 0 ? feather : 0,
    right: x + above.width < below.width ? feather : 0,
    bottom: y + above.height < below.height ? feather : 0,
  };
  const plane = feather > 0 ? featheredPlane(above, edges) : undefined;
  const items = pictures(below).map((item, index) => layOver(item, atOrLast(pictures(above), index), { x, y, plane }));
  return { ...below, items };
}

async function matched(given: Given): Promise<[Latent, Latent]> {
  const [first, second] = [latent(given, 'samples1'), latent(given, 'samples2')];
  return [first, await scale(second, first, { method: 'bicubic', crop: 'center' })];
}

async function blendTwo(given: Given, shareOfSecond: number): Promise<Awaited<ReturnType<Run>>> {
  const [first, second] = await matched(given);
  const items = pictures(first).map((item, index) => mixPictures(item, atOrLast(pictures(second), index), shareOfSecond));
  return outputs({ ...first, items });
}

function addAroundGrey(first: Picture, second: Picture): Picture {
  const data = first.data.map((value, index) =>
    Math.max(0, Math.min(255, value + (second.data[index] ?? 128) - (index % 4 === 3 ? 255 : 128))),
  );
  return { ...first, data };
}

/** The first item to take; negative counts from the end, beyond the end means the last. */
function startOf(index: number, length: number): number {
  return index < 0 ? Math.max(0, length + index) : Math.min(length - 1, index);
}

/** Quarters from `90 degrees` and the like. */
export function quartersOf(rotation: string): number {
  const degrees = Number.parseInt(rotation, 10);
  return Number.isNaN(degrees) ? 0 : degrees / 90;
}

async function concat(given: Given): Promise<Awaited<ReturnType<Run>>> {
  const [first, second] = [latent(given, 'samples1'), latent(given, 'samples2')];
  const dim = given.text('dim');
  const [a, b] = dim.startsWith('-') ? [second, first] : [first, second];
  if (dim.endsWith('t')) {
    const fitted = await scale(b, a, { method: 'bilinear', crop: 'center' });
    return outputs({ ...a, items: [...a.items, ...fitted.items] });
  }
  const isWide = dim.endsWith('x');
  const width = isWide ? a.width + b.width : a.width;
  const height = isWide ? a.height : a.height + b.height;
  const items = await Promise.all(
    pictures(a).map(async (item, index) => {
      const other = await matchSize(atOrLast(pictures(b), index), isWide ? { width: b.width, height } : { width, height: b.height });
      const base = pastePicture(solidPicture(width, height, [128, 128, 128]), item, { x: 0, y: 0 });
      return pastePicture(base, other, isWide ? { x: a.width, y: 0 } : { x: 0, y: a.height });
    }),
  );
  return outputs({ ...a, width, height, items });
}

function rebatch(given: Given): Latent[] {
  const all = given.wires('latents', 'latent');
  const size = given.first().number('batch_size');
  const batches: Latent[] = [];
  for (const one of all) {
    const last = batches.at(-1);
    const fits = last !== undefined && last.width === one.width && last.height === one.height && last.items.length < size;
    const room = fits ? size - last.items.length : 0;
    if (fits) batches[batches.length - 1] = { ...last, items: [...last.items, ...one.items.slice(0, room)] };
    for (let at = room; at < one.items.length; at += size) batches.push({ ...one, items: one.items.slice(at, at + size) });
  }
  return batches;
}

/** The safetensors layout: u64 header size, JSON header, raw bytes. The tensor holds RGBA pixels, not a diffusion model's numbers. */
function toLatentFile(samples: Latent, context: RunContext): Uint8Array {
  const items = pictures(samples);
  const size = samples.width * samples.height * 4 * items.length;
  const header = stringifyExactJson({
    __metadata__: Object.fromEntries(metadataOf(context).map(({ keyword, text }) => [keyword, text])),
    latent_tensor: { dtype: 'U8', shape: [items.length, samples.height, samples.width, 4], data_offsets: [0, size] },
  });
  const head = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
  const bytes = new Uint8Array(8 + head.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  for (const [index, item] of items.entries()) bytes.set(item.data, 8 + head.length + index * item.data.length);
  return bytes;
}

function fromLatentFile(bytes: Uint8Array): Latent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < 8 ? Number.NaN : Number(view.getBigUint64(0, true));
  const shape = length <= bytes.length - 8 ? shapeOf(bytes.subarray(8, 8 + length)) : undefined;
  if (shape === undefined) throw new NodeFailure('SafetensorError', 'Error while deserializing header: not a latent of this server');
  const [count, height, width] = shape;
  const size = width * height * 4;
  const items = Array.from({ length: count }, (_, index) => {
    const start = 8 + length + index * size;
    return { width, height, data: bytes.slice(start, start + size) };
  });
  return { kind: 'latent', width, height, items };
}

function shapeOf(header: Uint8Array): [number, number, number] | undefined {
  const json = parseExactJson(new TextDecoder().decode(header));
  const tensor = isJsonObject(json) ? json['latent_tensor'] : undefined;
  const shape = isJsonObject(tensor) ? tensor['shape'] : undefined;
  if (!Array.isArray(shape)) return undefined;
  const [count, height, width, channels] = shape as unknown[];
  if (typeof count !== 'number' || typeof height !== 'number' || typeof width !== 'number' || channels !== 4) return undefined;
  return [count, height, width];
}
