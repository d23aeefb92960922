import { NodeFailure, type NodeClass, type NodeResult, type PreviewImage, type RunContext } from '../../engine/node-class';
import { HOSTILE_NAME, MANY_OUTPUTS, TEST_TYPES_DEFINITIONS } from '../definitions/test-types';
import { isWire, type Given } from '../given';
import { implement, outputs } from '../implement';
import { mixPictures, noisePicture } from '../painting/noise';
import { atOrLast, imageOf, mapImage, maskOf, solidPicture, solidPlane } from '../pixels/batch';
import { encodeJpeg, encodePng } from '../pixels/codec';
import { resizePlane } from '../pixels/resize';
import { planSaving, saveFile, type FileItem } from '../saving';
import type { ImageBatch } from '../values';

/** Classes for tests: slow, failing, blocking, expanding, huge and hostile ones. */
export const TEST_TYPES: readonly NodeClass[] = implement(
  TEST_TYPES_DEFINITIONS,
  {
    FixtureProgress: runProgress,
    FixtureFail: (given) => {
      throw new NodeFailure('ValueError', given.text('message'));
    },
    TestExecutionBlocker: (given) => {
      if (!given.flag('block')) return outputs(given.raw['input']);
      return { blocked: { message: given.flag('verbose') ? 'Blocked Execution' : null } };
    },
    TestMixedExpansionReturns: expand,
    StubImage: (given) => outputs(stubImage(given)),
    StubMask: (given) => {
      const plane = solidPlane(given.number('width'), given.number('height'), given.number('value'));
      return outputs(maskOf(Array.from({ length: given.number('batch_size') }, () => plane)));
    },
    TestLazyMixImages: { run: (given) => outputs(mixImages(given)), lazy: neededImages },
    TestSleep: async (given, context) => {
      await context.sleep(given.number('seconds') * 1000);
      return outputs(given.raw['value']);
    },
    TestBigText: (given) => {
      const line = `${'0123456789abcdef'.repeat(3)} 15 words make\n`;
      const text = line.repeat(Math.ceil((given.number('kilobytes') * 1024) / line.length)).slice(0, given.number('kilobytes') * 1024);
      return { outputs: [text], ui: { text: [text] } };
    },
    TestManyOutputs: manyOutputs,
    TestHostileNames: () => ({ outputs: [HOSTILE_NAME, HOSTILE_NAME], ui: { text: [HOSTILE_NAME], [HOSTILE_NAME]: [HOSTILE_NAME] } }),
  },
  'test',
);

async function runProgress(given: Given, context: RunContext): Promise<NodeResult> {
  const image = given.wire('image', 'image');
  const [steps, seconds] = [given.number('steps'), given.number('seconds')];
  const preview = await previewOf(image, given.text('preview'));
  for (let step = 1; step <= steps; step++) {
    await context.sleep((seconds * 1000) / steps);
    await context.progress(step, steps, preview);
  }
  context.text(`done ${steps} steps`);
  return outputs(image);
}

async function previewOf(image: ImageBatch, format: string): Promise<PreviewImage | undefined> {
  const frame = atOrLast(image.frames, 0);
  if (format === 'JPEG') return { mimeType: 'image/jpeg', bytes: await encodeJpeg(frame) };
  if (format === 'PNG') return { mimeType: 'image/png', bytes: await encodePng(frame, 3) };
  return undefined;
}

/** Above 0.2 the node becomes four others, as ComfyUI's own test class of that name does. */
function expand(given: Given): NodeResult {
  const value = given.number('input1');
  const white = imageOf([solidPicture(512, 512, [255, 255, 255])]);
  if (value <= 0.2) {
    const tone = value <= 0.1 ? 26 : 51;
    return outputs(imageOf([solidPicture(512, 512, [tone, tone, tone])]), white);
  }
  const size = { height: 512, width: 512, batch_size: 1 };
  const graph = {
    '1': { class_type: 'StubMask', inputs: { value: 0.5, ...size } },
    '2': { class_type: 'StubImage', inputs: { content: 'BLACK', ...size } },
    '3': { class_type: 'StubImage', inputs: { content: 'WHITE', ...size } },
    '4': { class_type: 'TestLazyMixImages', inputs: { image1: ['2', 0], image2: ['3', 0], mask: ['1', 0] } },
  };
  return { expand: { graph, outputs: [['4', 0], white] } };
}

function stubImage(given: Given): ImageBatch {
  const [width, height, content] = [given.number('width'), given.number('height'), given.text('content')];
  const tone = content === 'WHITE' ? 255 : 0;
  const frame = content === 'NOISE' ? noisePicture('stub', width, height) : solidPicture(width, height, [tone, tone, tone]);
  return imageOf(Array.from({ length: given.number('batch_size') }, () => frame));
}

function mixImages(given: Given): ImageBatch {
  const mask = given.wire('mask', 'mask');
  const first = given.optionalWire('image1', 'image');
  const second = given.optionalWire('image2', 'image');
  const base = first ?? second;
  if (base === undefined) throw new NodeFailure('ValueError', 'neither image is there');
  if (first === undefined || second === undefined) return base;
  return mapImage(first, (frame, index) =>
    mixPictures(frame, atOrLast(second.frames, index), 1, resizePlane(atOrLast(mask.frames, index), frame).data),
  );
}

function neededImages(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  const mask = inputs['mask'];
  const values = isWire(mask, 'mask') ? mask.frames.flatMap((plane) => [...new Set(plane.data)]) : [0.5];
  const needed: string[] = [];
  if (inputs['image1'] === undefined && values.some((value) => value !== 1)) needed.push('image1');
  if (inputs['image2'] === undefined && values.some((value) => value !== 0)) needed.push('image2');
  return needed;
}

async function manyOutputs(given: Given, context: RunContext): Promise<NodeResult> {
  const plan = planSaving(context, given.text('filename_prefix'));
  const images: FileItem[] = [];
  for (let index = 0; index < given.number('images'); index++) {
    const bytes = await encodePng(solidPicture(16, 16, [(index * 37) & 255, (index * 91) & 255, (index * 151) & 255]), 3);
    images.push(await saveFile(context, plan, { bytes, extension: 'png', index }));
  }
  return { outputs: Array.from({ length: MANY_OUTPUTS }, (_, index) => index), ui: { images } };
}
