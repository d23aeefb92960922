import type { NodeClass, NodeResult, RunContext } from '../../engine/node-class';
import { FILES_DEFINITIONS } from '../definitions/files';
import type { Given } from '../given';
import { implement, outputs } from '../implement';
import { fileLoader, locate, readChosen } from '../loading';
import { maskOf } from '../pixels/batch';
import { channelOf, decodeImage, encodePng, toSharp } from '../pixels/codec';
import { encodeApng, encodeExr, encodePng16, encodeWebpAnimation } from '../pixels/encoders';
import { metadataOf, planPreview, planSaving, saveFile, withPngMetadata, type FileItem, type SavePlan } from '../saving';
import type { ImageBatch } from '../values';
import { pythonText } from './python-text';

/** Pictures and texts from and to files. */
export const FILES: readonly NodeClass[] = implement(FILES_DEFINITIONS, {
  LoadImage: fileLoader('image', 'image', loadImage),
  LoadImageOutput: fileLoader('image', 'image', loadImage),
  LoadImageMask: fileLoader('image', 'image', loadMask),
  PreviewAny: (given) => {
    const text = pythonText(given.raw['source']);
    return { outputs: [text], ui: { text: [text] } };
  },
  PreviewImage: async (given, context) => {
    const images = given.wire('images', 'image');
    return { outputs: [images], ui: { images: await savePngs(context, planPreview(context), { images, level: 1 }) } };
  },
  SaveImage: async (given, context) => {
    const images = given.wire('images', 'image');
    const plan = planSaving(context, given.text('filename_prefix'), images);
    return { outputs: [images], ui: { images: await savePngs(context, plan, { images, level: 4 }) } };
  },
  SaveImageAdvanced: saveAdvanced,
  SaveAnimatedWEBP: saveWebp,
  SaveAnimatedPNG: saveApng,
  SaveImageWebsocket: sendImages,
  ImageCompare: compare,
  SaveText: async (given, context) => {
    const text = given.text('text');
    const plan = planSaving(context, given.text('filename_prefix'));
    const file = { bytes: new TextEncoder().encode(text), extension: given.text('format'), isPicture: false };
    return { outputs: [text], ui: { text: [text], files: [await saveFile(context, plan, file)] } };
  },
});

/** Writes each picture of a batch as PNG with the run's metadata; the items are in batch order. */
export async function savePngs(
  context: RunContext,
  plan: SavePlan,
  { images, level }: { images: ImageBatch; level: number },
): Promise<FileItem[]> {
  const items: FileItem[] = [];
  for (const [index, frame] of images.frames.entries()) {
    const bytes = withPngMetadata(await encodePng(frame, images.channels, level), context);
    items.push(await saveFile(context, plan, { bytes, extension: 'png', index }));
  }
  return items;
}

async function loadImage(given: Given, context: RunContext): Promise<NodeResult> {
  const value = given.text('image');
  const { image, mask } = await decodeImage(await readChosen(context.world, value), locate(value).path);
  return outputs(image, mask);
}

async function loadMask(given: Given, context: RunContext): Promise<NodeResult> {
  const value = given.text('image');
  const channel = ['red', 'green', 'blue', 'alpha'].indexOf(given.text('channel'));
  const { mask, frames } = await decodeImage(await readChosen(context.world, value), locate(value).path);
  return outputs(channel === 3 ? mask : maskOf(frames.slice(0, 1).map((frame) => channelOf(frame, channel))));
}

async function saveAdvanced(given: Given, context: RunContext): Promise<NodeResult> {
  const images = given.wire('images', 'image');
  const plan = planSaving(context, given.text('filename_prefix'), images);
  const isExr = given.text('format') === 'exr';
  const isDeep = given.raw['format.bit_depth'] === '16-bit';
  const items: FileItem[] = [];
  for (const [index, frame] of images.frames.entries()) {
    const png = async (): Promise<Uint8Array> => (isDeep ? encodePng16(frame, images.channels) : encodePng(frame, images.channels));
    const bytes = isExr ? encodeExr(frame, given.text('format.input_color_space')) : withPngMetadata(await png(), context);
    items.push(await saveFile(context, plan, { bytes, extension: isExr ? 'exr' : 'png', index }));
  }
  return { outputs: [images], ui: { images: items } };
}

async function saveWebp(given: Given, context: RunContext): Promise<NodeResult> {
  const images = given.wire('images', 'image');
  const effort = { fastest: 0, default: 4, slowest: 6 }[given.text('method')] ?? 4;
  const bytes = await encodeWebpAnimation(images, {
    framesPerSecond: given.number('fps'),
    isLossless: given.flag('lossless'),
    quality: given.number('quality'),
    effort,
    metadata: metadataOf(context),
  });
  const plan = planSaving(context, given.text('filename_prefix'), images);
  return { outputs: [images], ui: { images: [await saveFile(context, plan, { bytes, extension: 'webp' })], animated: [true] } };
}

async function saveApng(given: Given, context: RunContext): Promise<NodeResult> {
  const images = given.wire('images', 'image');
  const picture = await encodeApng(images, given.number('fps'), given.number('compress_level'));
  const bytes = withPngMetadata(picture, context, 'comf');
  const plan = planSaving(context, given.text('filename_prefix'), images);
  return { outputs: [images], ui: { images: [await saveFile(context, plan, { bytes, extension: 'png' })], animated: [true] } };
}

/** Sends each picture at full size as a preview; nothing is written. Source: ComfyUI `custom_nodes/websocket_image_save.py`. */
async function sendImages(given: Given, context: RunContext): Promise<NodeResult> {
  const images = given.wire('images', 'image');
  for (const [index, frame] of images.frames.entries()) {
    const bytes = new Uint8Array(await toSharp(frame, images.channels).png().toBuffer());
    await context.progress(index, images.frames.length, { mimeType: 'image/png', bytes });
  }
  return { outputs: [] };
}

async function compare(given: Given, context: RunContext): Promise<NodeResult> {
  const ui: Record<string, FileItem[]> = {};
  for (const side of ['a', 'b']) {
    const images = given.optionalWire(`image_${side}`, 'image');
    ui[`${side}_images`] =
      images === undefined ? [] : await savePngs(context, planPreview(context, `comfy.compare.${side}`), { images, level: 1 });
  }
  return { outputs: [], ui };
}
