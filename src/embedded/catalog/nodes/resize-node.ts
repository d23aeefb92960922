import { NodeFailure } from '../../engine/node-class';
import type { Given } from '../given';
import { mapImageAsync, mapMask, requireMemory } from '../pixels/batch';
import { channelOf } from '../pixels/codec';
import { matchSize } from '../pixels/composite';
import { planeToPicture } from '../pixels/filters';
import { resizePlane, resizePlaneNearest, resizeWithCrop, type Size } from '../pixels/resize';
import type { ImageBatch, MaskBatch, Picture } from '../values';

interface Target extends Size {
  readonly crop: string;
}

/** ResizeImageMaskNode: pictures or masks, with one of nine ways to say the size. Source: ComfyUI `comfy_extras/nodes_post_processing.py`. */
export async function resizeImageOrMask(given: Given): Promise<ImageBatch | MaskBatch> {
  const input = given.wire('input', 'image', 'mask');
  const target = targetOf(given, input);
  const method = given.text('scale_method');
  requireMemory(target.width, target.height, input.frames.length);
  if (input.kind === 'image') return mapImageAsync(input, (frame) => resizeFrame(frame, target, method));
  if (target.crop === 'disabled') {
    return mapMask(input, (plane) => (method === 'nearest-exact' ? resizePlaneNearest(plane, target) : resizePlane(plane, target)));
  }
  const frames = await Promise.all(input.frames.map((plane) => resizeFrame(planeToPicture(plane), target, method)));
  return { kind: 'mask', width: target.width, height: target.height, frames: frames.map((frame) => channelOf(frame, 0)) };
}

function resizeFrame(frame: Picture, target: Target, method: string): Promise<Picture> {
  return target.crop === 'cover' ? matchSize(frame, target) : resizeWithCrop(frame, target, { method, crop: target.crop });
}

function targetOf(given: Given, { width, height }: Size): Target {
  const value = (name: string): number => given.number(`resize_type.${name}`);
  const by = (factor: number): Target => ({ width: side(width * factor), height: side(height * factor), crop: 'disabled' });
  const kind = given.text('resize_type');
  switch (kind) {
    case 'scale dimensions':
      return {
        ...missingSide({ width, height }, { width: value('width'), height: value('height') }),
        crop: given.text('resize_type.crop'),
      };
    case 'scale by multiplier':
      return by(value('multiplier'));
    case 'scale longer dimension':
      return by(value('longer_size') / Math.max(width, height));
    case 'scale shorter dimension':
      return by(value('shorter_size') / Math.min(width, height));
    case 'scale width':
      return by(value('width') / width);
    case 'scale height':
      return by(value('height') / height);
    case 'scale total pixels':
      return by(Math.sqrt((value('megapixels') * 1024 * 1024) / (width * height)));
    case 'match size': {
      const match = given.wire('resize_type.match', 'image', 'mask');
      return { width: match.width, height: match.height, crop: given.text('resize_type.crop') };
    }
    case 'scale to multiple': {
      const multiple = value('multiple');
      const down = (length: number): number => Math.max(multiple, Math.floor(length / multiple) * multiple);
      return { width: down(width), height: down(height), crop: 'cover' };
    }
    default:
      throw new NodeFailure('ValueError', `Unsupported resize type: ${kind}`);
  }
}

function missingSide(old: Size, { width, height }: Size): Size {
  if (width === 0 && height === 0) return old;
  if (width === 0) return { width: side((old.width * height) / old.height), height };
  return height === 0 ? { width, height: side((old.height * width) / old.width) } : { width, height };
}

function side(length: number): number {
  return Math.max(1, Math.round(length));
}
