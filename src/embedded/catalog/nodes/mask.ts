import { NodeFailure, type NodeClass, type NodeResult, type RunContext } from '../../engine/node-class';
import { MASK_DEFINITIONS } from '../definitions/mask';
import type { Given } from '../given';
import { implement, outputs } from '../implement';
import { atOrLast, imageOf, mapMask, maskOf, requireMemory, solidPlane } from '../pixels/batch';
import { channelOf } from '../pixels/codec';
import { featherPlane } from '../pixels/composite';
import { planeToPicture } from '../pixels/filters';
import { growPlane } from '../pixels/mask-shapes';
import { resizePlane } from '../pixels/resize';
import { planPreview } from '../saving';
import type { MaskBatch, Picture, Plane } from '../values';
import { savePngs } from './files';

/** Masks: planes of values from 0 to 1. */
export const MASK: readonly NodeClass[] = implement(MASK_DEFINITIONS, {
  SolidMask: (given) => {
    requireMemory(given.number('width'), given.number('height'), 1);
    return outputs(maskOf([solidPlane(given.number('width'), given.number('height'), given.number('value'))]));
  },
  InvertMask: (given) => outputs(mapMask(mask(given), (plane) => mapPlane(plane, (value) => 1 - value))),
  CropMask: (given) => outputs(mapMask(mask(given), (plane) => cropPlane(plane, given))),
  MaskComposite: (given) => {
    const [destination, source] = [given.wire('destination', 'mask'), given.wire('source', 'mask')];
    return outputs(mapMask(destination, (plane, index) => compose(plane, atOrLast(source.frames, index), given)));
  },
  FeatherMask: (given) => {
    const edges = { left: given.number('left'), top: given.number('top'), right: given.number('right'), bottom: given.number('bottom') };
    return outputs(mapMask(mask(given), (plane) => featherPlane(plane, edges)));
  },
  GrowMask: (given) => outputs(mapMask(mask(given), (plane) => growPlane(plane, given.number('expand'), given.flag('tapered_corners')))),
  ThresholdMask: (given) => outputs(mapMask(mask(given), (plane) => mapPlane(plane, (value) => (value > given.number('value') ? 1 : 0)))),
  ImageToMask: (given) => {
    const channel = ['red', 'green', 'blue', 'alpha'].indexOf(given.text('channel'));
    const image = given.wire('image', 'image');
    if (channel === 3 && image.channels === 3) throw new NodeFailure('IndexError', 'index 3 is out of bounds for dimension 3 with size 3');
    return outputs(maskOf(image.frames.map((frame) => channelOf(frame, channel))));
  },
  MaskToImage: (given) => outputs(imageOf(mask(given).frames.map(planeToPicture))),
  ImageColorToMask: (given) => {
    const color = given.number('color');
    return outputs(maskOf(given.wire('image', 'image').frames.map((frame) => planeOfColor(frame, color))));
  },
  BatchMasksNode: (given) => {
    const [first, ...rest] = given.group('masks').map(({ name }) => given.wire(`masks.${name}`, 'mask'));
    if (first === undefined) throw new NodeFailure('IndexError', 'list index out of range');
    return outputs(maskOf([...first.frames, ...rest.flatMap((other) => other.frames.map((plane) => resizePlane(plane, first)))]));
  },
  MaskPreview: previewMask,
});

function mask(given: Given): MaskBatch {
  return given.wire('mask', 'mask');
}

function mapPlane(plane: Plane, change: (value: number) => number): Plane {
  return { ...plane, data: plane.data.map(change) };
}

function cropPlane(plane: Plane, given: Given): Plane {
  const left = Math.min(given.number('x'), plane.width - 1);
  const top = Math.min(given.number('y'), plane.height - 1);
  const width = Math.max(1, Math.min(given.number('width'), plane.width - left));
  const height = Math.max(1, Math.min(given.number('height'), plane.height - top));
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * plane.width + left;
    data.set(plane.data.subarray(start, start + width), y * width);
  }
  return { width, height, data };
}

type Operation = (a: number, b: number) => number;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  multiply: (a, b) => a * b,
  add: (a, b) => Math.min(1, a + b),
  subtract: (a, b) => Math.max(0, a - b),
  and: (a, b) => (a > 0.5 && b > 0.5 ? 1 : 0),
  or: (a, b) => (a > 0.5 || b > 0.5 ? 1 : 0),
  xor: (a, b) => (a > 0.5 === b > 0.5 ? 0 : 1),
};

function compose(below: Plane, above: Plane, given: Given): Plane {
  const [left, top] = [given.number('x'), given.number('y')];
  const operation = OPERATIONS[given.text('operation')] ?? ((a: number) => a);
  const data = below.data.slice();
  for (let y = 0; y < above.height && y + top < below.height; y++) {
    for (let x = 0; x < above.width && x + left < below.width; x++) {
      const at = (y + top) * below.width + x + left;
      data[at] = operation(data[at] ?? 0, above.data[y * above.width + x] ?? 0);
    }
  }
  return { ...below, data };
}

function planeOfColor(frame: Picture, color: number): Plane {
  const data = new Float32Array(frame.width * frame.height);
  for (let i = 0; i < data.length; i++) {
    const value = ((frame.data[i * 4] ?? 0) << 16) | ((frame.data[i * 4 + 1] ?? 0) << 8) | (frame.data[i * 4 + 2] ?? 0);
    data[i] = value === color ? 1 : 0;
  }
  return { width: frame.width, height: frame.height, data };
}

async function previewMask(given: Given, context: RunContext): Promise<NodeResult> {
  const images = await savePngs(context, planPreview(context), { images: imageOf(mask(given).frames.map(planeToPicture)), level: 1 });
  return { outputs: [mask(given)], ui: { images, animated: [false] } };
}
