import { isJsonObject } from '@/lib/json';
import { NodeFailure, type NodeClass, type NodeResult, type RunContext } from '../../engine/node-class';
import { IMAGE_DEFINITIONS } from '../definitions/image';
import type { Given } from '../given';
import { implement, outputs } from '../implement';
import { noisePicture } from '../painting/noise';
import { atOrLast, imageOf, mapImage, mapImageAsync, maskOf, requireMemory, solidPicture } from '../pixels/batch';
import { channelOf, withoutAlpha } from '../pixels/codec';
import { BLENDS, combineColors, mapColors, mapPixels, toByte } from '../pixels/color';
import { compositeMasked, joinBatches, matchSize } from '../pixels/composite';
import { blurPicture, findEdges, morph, quantizePicture, sharpenPicture } from '../pixels/filters';
import { flipPicture, pastePicture, rotatePicture } from '../pixels/geometry';
import { PORTER_DUFF } from '../pixels/porter-duff';
import { cropPicture, resizePicture, resizePlane, resizeWithCrop, type Rectangle, type Size } from '../pixels/resize';
import { planPreview } from '../saving';
import type { ImageBatch, MaskBatch, Picture, Plane } from '../values';
import { savePngs } from './files';
import { quartersOf } from './latent';
import { resizeImageOrMask } from './resize-node';

/** Work on pictures that needs no model; all of it is really computed, with eight bits per channel. */
export const IMAGE: readonly NodeClass[] = implement(IMAGE_DEFINITIONS, {
  EmptyImage: (given) => {
    const [width, height, count] = [given.number('width'), given.number('height'), given.number('batch_size')];
    const color = given.number('color');
    requireMemory(width, height, count);
    const frame = solidPicture(width, height, [(color >> 16) & 255, (color >> 8) & 255, color & 255]);
    return outputs(imageOf(Array.from({ length: count }, () => frame)));
  },
  ImageScale: async (given) => {
    const image = picture(given);
    const size = missingSide(image, { width: given.number('width'), height: given.number('height') });
    return outputs(size === undefined ? image : await scaled(image, size, how(given)));
  },
  ImageScaleBy: async (given) => {
    const image = picture(given);
    const factor = given.number('scale_by');
    return outputs(await scaled(image, { width: Math.round(image.width * factor), height: Math.round(image.height * factor) }, how(given)));
  },
  ImageScaleToTotalPixels: async (given) => {
    const image = picture(given);
    const factor = Math.sqrt((given.number('megapixels') * 1024 * 1024) / (image.width * image.height));
    const multiple = given.number('resolution_steps');
    const side = (length: number): number => Math.round((length * factor) / multiple) * multiple;
    return outputs(await scaled(image, { width: side(image.width), height: side(image.height) }, how(given)));
  },
  ImageScaleToMaxDimension: async (given) => {
    const image = picture(given);
    const factor = given.number('largest_size') / Math.max(image.width, image.height);
    return outputs(await scaled(image, { width: Math.round(image.width * factor), height: Math.round(image.height * factor) }, how(given)));
  },
  ImageUpscaleWithModel: upscaleWithModel,
  FluxKontextImageScale: async (given) => {
    const image = picture(given);
    const aspect = image.width / image.height;
    const [width, height] = KONTEXT_SIZES.toSorted((a, b) => Math.abs(a[0] / a[1] - aspect) - Math.abs(b[0] / b[1] - aspect))[0] ?? [
      1024, 1024,
    ];
    return outputs(await scaled(image, { width, height }, { method: 'lanczos', crop: 'center' }));
  },
  ResizeImagesByLongerEdge: async (given) => {
    const images = given.wire('images', 'image');
    const factor = given.number('longer_edge') / Math.max(images.width, images.height);
    const size = { width: Math.floor(images.width * factor), height: Math.floor(images.height * factor) };
    return outputs(await scaled(images, size, { method: 'lanczos', crop: 'disabled' }));
  },
  ResizeAndPadImage: async (given) => {
    const image = picture(given);
    const target = { width: given.number('target_width'), height: given.number('target_height') };
    const tone = given.text('padding_color') === 'white' ? 255 : 0;
    return outputs(await mapImageAsync(image, (frame) => fitInto(frame, target, { method: given.text('interpolation'), tone })));
  },
  ResizeImageMaskNode: async (given) => outputs(await resizeImageOrMask(given)),
  ImageCrop: (given) => outputs(mapImage(picture(given), (frame) => cropPicture(frame, rectangle(given.raw)))),
  ImageCropV2: cropWithPreview,
  ImagePadForOutpaint: (given) => padForOutpaint(given),
  ImageFlip: (given) => {
    const axis = given.text('flip_method').startsWith('x') ? 'x' : 'y';
    return outputs(mapImage(picture(given), (frame) => flipPicture(frame, axis)));
  },
  ImageRotate: (given) => outputs(mapImage(picture(given), (frame) => rotatePicture(frame, quartersOf(given.text('rotation'))))),
  ImageInvert: (given) => outputs(mapImage(picture(given), (frame) => mapColors(frame, (value) => 1 - value))),
  ImageBlend: async (given) => {
    const [first, second] = [given.wire('image1', 'image'), given.wire('image2', 'image')];
    const fitted = await scaled(second, first, { method: 'bicubic', crop: 'center' });
    const blend = BLENDS[given.text('blend_mode')] ?? ((_, b) => b);
    const share = given.number('blend_factor');
    return outputs(
      mapImage(first, (frame, index) => {
        return combineColors(frame, atOrLast(fitted.frames, index), (a, b) => a * (1 - share) + blend(a, b) * share);
      }),
    );
  },
  ImageCompositeMasked: async (given) => {
    const [destination, source] = [given.wire('destination', 'image'), given.wire('source', 'image')];
    const placement = {
      x: given.number('x'),
      y: given.number('y'),
      resizesSource: given.flag('resize_source'),
      mask: given.optionalWire('mask', 'mask'),
    };
    const frames = await compositeMasked(destination.frames, source.frames, placement);
    return outputs(imageOf(frames, destination.channels));
  },
  ImageBlur: (given) =>
    outputs(mapImage(picture(given), (frame) => blurPicture(frame, given.number('blur_radius'), given.number('sigma')))),
  ImageSharpen: (given) => {
    const settings = { radius: given.number('sharpen_radius'), sigma: given.number('sigma'), alpha: given.number('alpha') };
    return outputs(mapImage(picture(given), (frame) => sharpenPicture(frame, settings)));
  },
  ImageQuantize: async (given) => {
    const image = picture(given);
    const frames = await Promise.all(image.frames.map((frame) => quantizePicture(frame, given.number('colors'), given.text('dither'))));
    return outputs(imageOf(frames));
  },
  ImageAddNoise: (given) => {
    const image = picture(given);
    const [strength, seed] = [given.number('strength'), given.integerText('seed')];
    const grain = noisePicture(seed, image.width, image.height);
    return outputs(mapImage(image, (frame) => combineColors(frame, grain, (value, noise) => value + (noise - 0.5) * 2 * strength)));
  },
  AdjustBrightness: (given) =>
    outputs(mapImage(given.wire('images', 'image'), (frame) => mapColors(frame, (value) => value * given.number('factor')))),
  AdjustContrast: (given) => {
    return outputs(
      mapImage(given.wire('images', 'image'), (frame) => mapColors(frame, (value) => (value - 0.5) * given.number('factor') + 0.5)),
    );
  },
  Canny: (given) => {
    const thresholds = [given.number('low_threshold'), given.number('high_threshold')] as const;
    return outputs(mapImage(picture(given), (frame) => findEdges(frame, ...thresholds), 3));
  },
  Morphology: (given) => outputs(mapImage(picture(given), (frame) => morph(frame, given.text('operation'), given.number('kernel_size')))),
  ImageRGBToYUV: (given) => {
    const grey = (value: number): readonly [number, number, number] => [value, value, value];
    const image = picture(given);
    const luma = mapImage(image, (frame) => mapPixels(frame, (r, g, b) => grey(0.299 * r + 0.587 * g + 0.114 * b)), 3);
    const blue = mapImage(image, (frame) => mapPixels(frame, (r, g, b) => grey(0.5 - 0.168736 * r - 0.331264 * g + 0.5 * b)), 3);
    const red = mapImage(image, (frame) => mapPixels(frame, (r, g, b) => grey(0.5 + 0.5 * r - 0.418688 * g - 0.081312 * b)), 3);
    return outputs(luma, blue, red);
  },
  ImageYUVToRGB: (given) => outputs(fromYuv(given)),
  SplitImageWithAlpha: (given) => {
    const image = picture(given);
    const mask = maskOf(image.frames.map((frame) => channelOf(frame, 3, true)));
    return outputs(mapImage(image, withoutAlpha, 3), mask);
  },
  JoinImageWithAlpha: (given) => {
    const [image, alpha] = [picture(given), given.wire('alpha', 'mask')];
    return outputs(mapImage(image, (frame, index) => withAlpha(frame, atOrLast(alpha.frames, index)), 4));
  },
  PorterDuffImageComposite: async (given) => porterDuff(given),
  ImageBatch: async (given) => outputs(await joinBatches(given.wire('image1', 'image'), given.wire('image2', 'image'))),
  ImageFromBatch: (given) => {
    const image = picture(given);
    const index = given.number('batch_index');
    const start = index < 0 ? Math.max(0, image.frames.length + index) : Math.min(image.frames.length - 1, index);
    return outputs(imageOf(image.frames.slice(start, start + given.number('length')), image.channels));
  },
  RepeatImageBatch: (given) => {
    const image = picture(given);
    const amount = given.number('amount');
    requireMemory(image.width, image.height, image.frames.length * amount);
    return outputs(imageOf(Array.from({ length: amount }, () => image.frames).flat(), image.channels));
  },
  RebatchImages: (given) => {
    const size = given.first().number('batch_size');
    const singles = given.wires('images', 'image').flatMap((image) => image.frames.map((frame) => imageOf([frame], image.channels)));
    return outputs(rebatch(singles, size));
  },
  BatchImagesNode: async (given) => {
    const [first, ...rest] = given.group('images').map(({ name }) => given.wire(`images.${name}`, 'image'));
    if (first === undefined) throw new NodeFailure('IndexError', 'list index out of range');
    let joined = first;
    for (const image of rest) joined = await joinBatches(joined, image);
    return outputs(joined);
  },
  ImageStitch: async (given) => outputs(await stitch(given)),
  ImageGrid: async (given) => outputs(await grid(given)),
  GetImageSize: {
    idInCacheKey: true,
    run: (given, context) => {
      const { width, height, frames } = picture(given);
      context.text(`width: ${width}, height: ${height}\n batch size: ${frames.length}`);
      return outputs(width, height, frames.length);
    },
  },
});

/** Sizes that Flux Kontext was trained on. */
const KONTEXT_SIZES: readonly (readonly [number, number])[] = [
  [672, 1568], [688, 1504], [720, 1456], [752, 1392], [800, 1328], [832, 1248], [880, 1184], [944, 1104], [1024, 1024],
  [1104, 944], [1184, 880], [1248, 832], [1328, 800], [1392, 752], [1456, 720], [1504, 688], [1568, 672],
]; // prettier-ignore

const SPACING_COLORS: Readonly<Record<string, readonly [number, number, number]>> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
};

function picture(given: Given): ImageBatch {
  return given.wire('image', 'image');
}

function how(given: Given): { method: string; crop: string } {
  return { method: given.text('upscale_method'), crop: given.has('crop') ? given.text('crop') : 'disabled' };
}

async function scaled(image: ImageBatch, size: Size, settings: { method: string; crop: string }): Promise<ImageBatch> {
  requireMemory(size.width, size.height, image.frames.length);
  return mapImageAsync(image, (frame) => resizeWithCrop(frame, size, settings));
}

function missingSide(image: Size, { width, height }: Size): Size | undefined {
  if (width === 0 && height === 0) return undefined;
  if (width === 0) return { width: Math.max(1, Math.round((image.width * height) / image.height)), height };
  if (height === 0) return { width, height: Math.max(1, Math.round((image.height * width) / image.width)) };
  return { width, height };
}

/** The factor is read from the model's name (`4x-…`); pixels are made by lanczos and sharpening, tile by tile as far as progress tells. */
async function upscaleWithModel(given: Given, context: RunContext): Promise<NodeResult> {
  const image = picture(given);
  const factor = Number(/(\d)x/i.exec(given.wire('upscale_model', 'upscale-model').name)?.[1] ?? 4);
  const size = { width: image.width * factor, height: image.height * factor };
  requireMemory(size.width, size.height, image.frames.length);
  const tiles = Math.ceil(image.width / 512) * Math.ceil(image.height / 512) * image.frames.length;
  for (let tile = 1; tile <= tiles; tile++) {
    if (context.world.stepMs() > 0) await context.sleep(context.world.stepMs());
    await context.progress(tile, tiles);
  }
  const sharpen = { radius: 1, sigma: 1, alpha: 0.03 };
  return outputs(await mapImageAsync(image, async (frame) => sharpenPicture(await resizePicture(frame, size, 'lanczos'), sharpen)));
}

async function fitInto(frame: Picture, target: Size, { method, tone }: { method: string; tone: number }): Promise<Picture> {
  const factor = Math.min(target.width / frame.width, target.height / frame.height);
  const size = { width: Math.max(1, Math.floor(frame.width * factor)), height: Math.max(1, Math.floor(frame.height * factor)) };
  const inner = await resizePicture(frame, size, method);
  const position = { x: Math.floor((target.width - inner.width) / 2), y: Math.floor((target.height - inner.height) / 2) };
  return pastePicture(solidPicture(target.width, target.height, [tone, tone, tone]), inner, position);
}

function rectangle(source: Readonly<Record<string, unknown>>): Rectangle {
  const side = (name: string): number => (typeof source[name] === 'number' ? source[name] : 0);
  return { x: side('x'), y: side('y'), width: side('width'), height: side('height') };
}

async function cropWithPreview(given: Given, context: RunContext): Promise<NodeResult> {
  const region = given.raw['crop_region'];
  const cut = mapImage(picture(given), (frame) => cropPicture(frame, rectangle(isJsonObject(region) ? region : {})));
  const images = await savePngs(context, planPreview(context), { images: cut, level: 1 });
  return { outputs: [cut], ui: { images, animated: [false] } };
}

function padForOutpaint(given: Given): NodeResult {
  const image = picture(given);
  const [left, top, right, bottom] = [given.number('left'), given.number('top'), given.number('right'), given.number('bottom')];
  const width = image.width + left + right;
  const height = image.height + top + bottom;
  requireMemory(width, height, image.frames.length);
  const padded = mapImage(image, (frame) => pastePicture(solidPicture(width, height, [128, 128, 128]), frame, { x: left, y: top }));
  const data = new Float32Array(width * height).fill(1);
  const softness = given.number('feathering');
  const isSoft = softness > 0 && softness * 2 < image.height && softness * 2 < image.width;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const edges = [
        top === 0 ? Infinity : y,
        bottom === 0 ? Infinity : image.height - y,
        left === 0 ? Infinity : x,
        right === 0 ? Infinity : image.width - x,
      ];
      const distance = Math.min(...edges);
      data[(y + top) * width + x + left] = isSoft && distance < softness ? ((softness - distance) / softness) ** 2 : 0;
    }
  }
  return outputs(padded, maskOf([{ width, height, data }]));
}

function fromYuv(given: Given): ImageBatch {
  const [luma, blue, red] = [given.wire('Y', 'image'), given.wire('U', 'image'), given.wire('V', 'image')];
  return mapImage(luma, (frame, index) => {
    const [u, v] = [atOrLast(blue.frames, index).data, atOrLast(red.frames, index).data];
    const data = frame.data.slice();
    for (let i = 0; i < data.length; i += 4) {
      const [y, cb, cr] = [(frame.data[i] ?? 0) / 255, (u[i] ?? 0) / 255 - 0.5, (v[i] ?? 0) / 255 - 0.5];
      data.set([toByte(y + 1.402 * cr), toByte(y - 0.344136 * cb - 0.714136 * cr), toByte(y + 1.772 * cb)], i);
    }
    return { ...frame, data };
  });
}

function withAlpha(frame: Picture, plane: Plane): Picture {
  const fitted = resizePlane(plane, frame);
  const data = frame.data.slice();
  for (let i = 0; i < fitted.data.length; i++) data[i * 4 + 3] = toByte(1 - (fitted.data[i] ?? 0));
  return { ...frame, data };
}

async function porterDuff(given: Given): Promise<NodeResult> {
  const [source, target] = [given.wire('source', 'image'), given.wire('destination', 'image')];
  const [sourceMask, targetMask] = [given.wire('source_alpha', 'mask'), given.wire('destination_alpha', 'mask')];
  const count = Math.min(source.frames.length, target.frames.length);
  const pictures: Picture[] = [];
  const planes: Plane[] = [];
  for (let index = 0; index < count; index++) {
    const below = atOrLast(target.frames, index);
    const above = await resizeWithCrop(atOrLast(source.frames, index), below, { method: 'bicubic', crop: 'center' });
    const alphas = [sourceMask, targetMask].map((mask: MaskBatch) => resizePlane(atOrLast(mask.frames, index), below).data);
    const composed = composePixels(above, below, { mode: given.text('mode'), alphas });
    pictures.push(composed.picture);
    planes.push(composed.plane);
  }
  return outputs(imageOf(pictures), maskOf(planes));
}

/** Masks are what is left transparent: alpha is one minus the mask, going in and coming out. */
function composePixels(
  above: Picture,
  below: Picture,
  { mode, alphas }: { mode: string; alphas: readonly Float32Array[] },
): { picture: Picture; plane: Plane } {
  const rule = PORTER_DUFF[mode] ?? ((_s, _sa, d, da) => [d, da] as const);
  const data = below.data.slice();
  const mask = new Float32Array(below.width * below.height);
  for (let i = 0; i < mask.length; i++) {
    const [sourceAlpha, targetAlpha] = [1 - (alphas[0]?.[i] ?? 0), 1 - (alphas[1]?.[i] ?? 0)];
    for (let at = i * 4; at < i * 4 + 3; at++) {
      const [value, alpha] = rule(
        ((above.data[at] ?? 0) / 255) * sourceAlpha,
        sourceAlpha,
        ((below.data[at] ?? 0) / 255) * targetAlpha,
        targetAlpha,
      );
      data[at] = toByte(alpha > 1e-5 ? value / alpha : 0);
      mask[i] = 1 - alpha;
    }
  }
  return { picture: { ...below, data }, plane: { width: below.width, height: below.height, data: mask } };
}

function rebatch(singles: readonly ImageBatch[], size: number): ImageBatch[] {
  const batches: ImageBatch[] = [];
  for (const single of singles) {
    const last = batches.at(-1);
    const isOpen = last !== undefined && last.frames.length < size && last.width === single.width && last.height === single.height;
    if (isOpen) batches[batches.length - 1] = imageOf([...last.frames, ...single.frames], last.channels);
    else batches.push(single);
  }
  return batches;
}

async function stitch(given: Given): Promise<ImageBatch> {
  const first = given.wire('image1', 'image');
  const second = given.optionalWire('image2', 'image');
  if (second === undefined) return first;
  const direction = given.text('direction');
  const isBeside = direction === 'left' || direction === 'right';
  const fitted = given.flag('match_image_size') ? await matchAlong(second, first, isBeside) : second;
  const [a, b] = direction === 'left' || direction === 'up' ? [fitted, first] : [first, fitted];
  const gap = given.number('spacing_width');
  const color = SPACING_COLORS[given.text('spacing_color')] ?? [255, 255, 255];
  const frames = Array.from({ length: Math.max(a.frames.length, b.frames.length) }, (_, index) => {
    return placeTwo(atOrLast(a.frames, index), atOrLast(b.frames, index), { isBeside, gap, color });
  });
  return imageOf(frames, a.channels === 4 || b.channels === 4 ? 4 : 3);
}

function matchAlong(image: ImageBatch, other: Size, isBeside: boolean): Promise<ImageBatch> {
  const factor = isBeside ? other.height / image.height : other.width / image.width;
  const size = { width: Math.max(1, Math.round(image.width * factor)), height: Math.max(1, Math.round(image.height * factor)) };
  return mapImageAsync(image, (frame) => resizePicture(frame, size, 'lanczos'));
}

function placeTwo(a: Picture, b: Picture, { isBeside, gap, color }: { isBeside: boolean; gap: number; color: readonly number[] }): Picture {
  const width = isBeside ? a.width + gap + b.width : Math.max(a.width, b.width);
  const height = isBeside ? Math.max(a.height, b.height) : a.height + gap + b.height;
  const middle = (whole: number, part: number): number => Math.floor((whole - part) / 2);
  const strip = isBeside ? solidPicture(Math.max(1, gap), height, color) : solidPicture(width, Math.max(1, gap), color);
  let canvas = solidPicture(width, height, [0, 0, 0]);
  if (gap > 0) canvas = pastePicture(canvas, strip, isBeside ? { x: a.width, y: 0 } : { x: 0, y: a.height });
  canvas = pastePicture(canvas, a, isBeside ? { x: 0, y: middle(height, a.height) } : { x: middle(width, a.width), y: 0 });
  return pastePicture(
    canvas,
    b,
    isBeside ? { x: a.width + gap, y: middle(height, b.height) } : { x: middle(width, b.width), y: a.height + gap },
  );
}

async function grid(given: Given): Promise<ImageBatch> {
  const settings = given.first();
  const frames = given.wires('images', 'image').flatMap((image) => image.frames);
  const [columns, padding] = [settings.number('columns'), settings.number('padding')];
  const cell = { width: settings.number('cell_width'), height: settings.number('cell_height') };
  const rows = Math.ceil(frames.length / columns);
  const width = columns * cell.width + (columns - 1) * padding;
  const height = rows * cell.height + (rows - 1) * padding;
  requireMemory(width, height, 1);
  let canvas = solidPicture(width, height, [0, 0, 0]);
  for (const [index, frame] of frames.entries()) {
    const fitted = await matchSize(frame, cell);
    const position = { x: (index % columns) * (cell.width + padding), y: Math.floor(index / columns) * (cell.height + padding) };
    canvas = pastePicture(canvas, fitted, position);
  }
  return imageOf([canvas]);
}
