import type { NodeClass, NodeResult, RunContext } from '../../engine/node-class';
import { encodeAv1, encodeVp8 } from '../containers/frames';
import { writeMp4 } from '../containers/mp4-video';
import { writeWebm } from '../containers/webm-video';
import { withVideoMetadata } from '../containers/with-metadata';
import { VIDEO_DEFINITIONS } from '../definitions/video';
import type { Given } from '../given';
import { implement, outputs } from '../implement';
import { fileLoader, locate, readChosen } from '../loading';
import { hashText } from '../painting/random';
import { paintScene } from '../painting/scene';
import { imageOf } from '../pixels/batch';
import { pastePicture } from '../pixels/geometry';
import { metadataOf, planSaving, saveFile } from '../saving';
import type { ImageBatch, Video } from '../values';

/**
 * Video. Pictures are really encoded, as key frames only: AV1 in MP4, VP8 in WebM and Matroska, whatever codec was asked for, and without sound.
 * Loaded files are carried along and saved as they are in their own format; they cannot be decoded, so their frames are a drawing.
 */
export const VIDEO: readonly NodeClass[] = implement(VIDEO_DEFINITIONS, {
  LoadVideo: fileLoader('file', 'video', async (given, context) => outputs(await loadVideo(given.text('file'), context))),
  CreateVideo: (given) => {
    const bitDepth = given.has('bit_depth') ? given.number('bit_depth') : 8;
    const sound = given.optionalWire('audio', 'sound') ?? null;
    const video = { frames: given.wire('images', 'image'), framesPerSecond: given.number('fps'), sound, bitDepth };
    return outputs({ kind: 'video', ...video, file: null } satisfies Video);
  },
  SaveVideo: saveVideo,
  SaveWEBM: saveWebm,
  GetVideoComponents: (given) => {
    const video = given.wire('video', 'video');
    return outputs(video.frames, video.sound, video.framesPerSecond, video.bitDepth, 'sRGB');
  },
});

const LOADED_FRAMES = 12;
const LOADED_SIZE = { width: 320, height: 184 } as const;

async function loadVideo(value: string, context: RunContext): Promise<Video> {
  const bytes = await readChosen(context.world, value);
  const path = locate(value).path;
  const extension = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? 'mp4';
  return { kind: 'video', frames: await driftingScene(path), framesPerSecond: 24, sound: null, bitDepth: 8, file: { bytes, extension } };
}

/** One drawing that moves sideways from frame to frame. */
async function driftingScene(name: string): Promise<ImageBatch> {
  const scene = await paintScene({
    text: name.replace(/\.[^.]+$/, ''),
    style: '',
    seed: String(hashText(name)),
    steps: 16,
    cfg: 6,
    ...LOADED_SIZE,
  });
  const frames = Array.from({ length: LOADED_FRAMES }, (_, index) => {
    const shift = Math.round((index * scene.width) / LOADED_FRAMES / 4);
    return pastePicture(pastePicture(scene, scene, { x: -shift, y: 0 }), scene, { x: scene.width - shift, y: 0 });
  });
  return imageOf(frames);
}

async function saveVideo(given: Given, context: RunContext): Promise<NodeResult> {
  const video = given.wire('video', 'video');
  const wished = given.text('format');
  const extension = wished === 'auto' ? (video.file?.extension ?? 'mp4') : wished;
  const plan = planSaving(context, given.text('filename_prefix'), video.frames);
  const bytes =
    video.file?.extension === extension
      ? withVideoMetadata(video.file.bytes, extension, metadataOf(context))
      : await encode(video, extension, context);
  return { outputs: [video], ui: { images: [await saveFile(context, plan, { bytes, extension })], animated: [true] } };
}

async function encode({ frames, framesPerSecond }: Video, extension: string, context: RunContext): Promise<Uint8Array> {
  if (extension === 'mp4') return writeMp4(await encodeAv1(frames, framesPerSecond, 60), metadataOf(context));
  return writeWebm(await encodeVp8(frames, framesPerSecond, 80), metadataOf(context), extension === 'mkv' ? 'matroska' : 'webm');
}

/** `crf` runs from 0 (best) to 63; WebP quality from 100 (best) to 0. */
async function saveWebm(given: Given, context: RunContext): Promise<NodeResult> {
  const images = given.wire('images', 'image');
  const plan = planSaving(context, given.text('filename_prefix'), images);
  const quality = Math.round(100 - (given.number('crf') / 63) * 90);
  const bytes = writeWebm(await encodeVp8(images, given.number('fps'), quality), metadataOf(context));
  return { outputs: [images], ui: { images: [await saveFile(context, plan, { bytes, extension: 'webm' })], animated: [true] } };
}
