import { stringifyExactJson } from '@/lib/exact-json';
import type { PreviewImage, RunContext } from '../../engine/node-class';
import { atOrLast, solidPicture } from '../pixels/batch';
import { encodeJpeg } from '../pixels/codec';
import { cropPicture, resizePicture, resizePlane } from '../pixels/resize';
import type { Conditioning, Latent, Model, Picture, PromptPart } from '../values';
import { mixPictures, noisePicture } from './noise';
import { paintScene } from './scene';

/** What every sampler node boils down to. */
interface SampleRequest {
  readonly model: Model;
  readonly positive: Conditioning;
  readonly negative: Conditioning | null;
  readonly latent: Latent;
  /** Decimal text, exact over 64 bits; null when no noise is added. */
  readonly seed: string | null;
  readonly steps: number;
  readonly cfg: number;
  /** Sampler and scheduler names. */
  readonly method: string;
  readonly denoise: number;
  /** The part of the steps to do, for nodes that split a run; absent means all. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly keepsNoise?: boolean;
}

/** ComfyUI's own limit (`--preview-size`) is 512. */
const PREVIEW_SIDE = 320;
const MAX_PREVIEWS = 40;
/** How strongly a control image or reference shows through at strength 1. */
const HINT_SHARE = 0.45;

/** Draws what the request asks for, step by step, with a preview at each; interruptible between steps. Depends on nothing but the request. */
export async function sample(request: SampleRequest, context: RunContext): Promise<Latent> {
  const start = Math.min(request.range?.start ?? 0, request.steps);
  const end = Math.min(request.range?.end ?? request.steps, request.steps);
  await reportSteps(request, context, Math.max(0, end - start));
  if (end <= start) return request.latent;
  const items: Picture[] = [];
  for (const [index, item] of request.latent.items.entries()) items.push(await sampleItem(request, item, index));
  return { ...request.latent, items };
}

async function reportSteps(request: SampleRequest, context: RunContext, count: number): Promise<void> {
  const previews = await createPreviews(request, count);
  const stepMs = context.world.stepMs();
  for (let step = 1; step <= count; step++) {
    if (stepMs > 0) await context.sleep(stepMs);
    const preview = await previews(step);
    await context.progress(step, count, preview);
  }
}

/** Prepares a small version of the result; each preview is that, seen through ever less noise. */
async function createPreviews(request: SampleRequest, count: number): Promise<(step: number) => Promise<PreviewImage | undefined>> {
  const { width, height } = request.latent;
  const shrink = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
  const target = await paintConditioning(request, size, 0);
  const noise = noisePicture(request.seed ?? 'none', size.width, size.height);
  const every = Math.ceil(count / MAX_PREVIEWS);
  return async (step) => {
    if (step % every !== 0 && step !== count) return undefined;
    const bytes = await encodeJpeg(mixPictures(noise, target, (step / count) ** 0.7));
    return { mimeType: 'image/jpeg', bytes };
  };
}

async function sampleItem(request: SampleRequest, item: Picture | null, index: number): Promise<Picture> {
  const { width, height } = request.latent;
  const target = await paintConditioning(request, { width, height }, index);
  const before = item ?? solidPicture(width, height, [128, 128, 128]);
  const startShare = request.range ? 1 - request.range.start / request.steps : 1;
  const share = item === null ? 1 : Math.min(1, request.denoise * startShare);
  const mask = request.latent.noiseMask;
  const plane = mask === undefined ? undefined : resizePlane(atOrLast(mask.frames, index), { width, height }).data;
  const drawn = mixPictures(before, target, share, plane);
  const endShare = request.range ? Math.min(1, request.range.end / request.steps) : 1;
  if (request.keepsNoise !== true || endShare >= 1) return drawn;
  return mixPictures(noisePicture(request.seed ?? 'none', width, height), drawn, endShare);
}

async function paintConditioning(request: SampleRequest, size: { width: number; height: number }, index: number): Promise<Picture> {
  const whole = request.positive.parts.filter((part) => part.area === undefined);
  const parts = request.positive.parts.filter((part) => part.area !== undefined);
  let picture = await paintParts(request, whole.length > 0 ? whole : parts, { ...size, index });
  for (const part of whole.length > 0 || parts.length > 1 ? parts : []) picture = await paintArea(request, part, { picture, index });
  return picture;
}

async function paintParts(
  request: SampleRequest,
  parts: readonly PromptPart[],
  { width, height, index }: { width: number; height: number; index: number },
): Promise<Picture> {
  const scene = {
    text: parts.map((part) => part.text).join(', '),
    style: styleOf(request, parts),
    seed: `${request.seed ?? 'none'}${index > 0 ? ` ${index}` : ''}`,
    steps: request.steps,
    cfg: request.cfg,
  };
  let picture = await paintScene({ ...scene, width, height });
  for (const hint of parts.flatMap((part) => part.hints)) {
    const shown = await resizePicture(atOrLast(hint.image.frames, index), { width, height }, 'bilinear');
    picture = mixPictures(picture, shown, Math.min(1, Math.max(0, hint.strength * HINT_SHARE)));
  }
  return picture;
}

async function paintArea(
  request: SampleRequest,
  part: PromptPart,
  { picture, index }: { picture: Picture; index: number },
): Promise<Picture> {
  const area = part.area ?? { x: 0, y: 0, width: 1, height: 1, isFraction: true };
  const scale = area.isFraction ? { x: picture.width, y: picture.height } : previewScale(request, picture);
  const x = Math.min(picture.width - 1, Math.round(area.x * scale.x));
  const y = Math.min(picture.height - 1, Math.round(area.y * scale.y));
  const width = Math.max(1, Math.min(picture.width - x, Math.round(area.width * scale.x)));
  const height = Math.max(1, Math.min(picture.height - y, Math.round(area.height * scale.y)));
  const inner = await paintParts(request, [part], { width, height, index });
  const below = cropPicture(picture, { x, y, width, height });
  return pasteRows(picture, mixPictures(below, inner, Math.min(1, part.strength), featherOf(width, height)), { x, y });
}

/** Areas are given in pixels of the real picture; previews are smaller. */
function previewScale(request: SampleRequest, picture: Picture): { x: number; y: number } {
  return { x: picture.width / request.latent.width, y: picture.height / request.latent.height };
}

function featherOf(width: number, height: number): Float32Array {
  const soft = Math.max(1, Math.min(width, height) / 8);
  const share = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      share[y * width + x] = Math.min(1, Math.min(x + 1, y + 1, width - x, height - y) / soft);
    }
  }
  return share;
}

function pasteRows(picture: Picture, patch: Picture, { x, y }: { x: number; y: number }): Picture {
  const data = picture.data.slice();
  for (let row = 0; row < patch.height; row++) {
    data.set(patch.data.subarray(row * patch.width * 4, (row + 1) * patch.width * 4), ((y + row) * picture.width + x) * 4);
  }
  return { ...picture, data };
}

function styleOf(request: SampleRequest, parts: readonly PromptPart[]): string {
  return stringifyExactJson([
    request.model.name,
    request.model.changes,
    request.method,
    request.cfg,
    parts.map((part) => [part.strength, part.details]),
    request.negative?.parts.map((part) => [part.text, part.strength]) ?? null,
  ]);
}
