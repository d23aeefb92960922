import { createHash } from 'node:crypto';
import type { NodeClass, RunContext } from '../../engine/node-class';
import { isJsonObject, type JsonValue } from '@/lib/json';
import { THREE_D_DEFINITIONS } from '../definitions/three-d';
import { isWire, type Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { exists, locate, readChosen } from '../loading';
import { imageOf, maskOf, solidPicture, solidPlane } from '../pixels/batch';
import { channelOf, decodeImage } from '../pixels/codec';
import { planPreview, planSaving, saveFile } from '../saving';
import type { ImageBatch, MaskBatch, Shape } from '../values';
import { savePngs } from './files';

/** 3D files. They are carried, never understood; pictures of them come from the browser, as in ComfyUI. */
export const THREE_D: readonly NodeClass[] = implement(THREE_D_DEFINITIONS, {
  Load3D: {
    run: load,
    fingerprint: (given, world) => {
      const { type, path } = locate(String(given.raw['model_file']));
      const bytes = world.readSync(type, path);
      return bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex');
    },
    validate: {
      covers: ['model_file'],
      check: (given, world) => {
        const value = String(given.raw['model_file']);
        return value === 'none' || exists(world, value) ? true : `Invalid 3D model file: ${value}`;
      },
    },
  },
  SaveGLB: async (given, context) => {
    const shape = given.wire('mesh', 'shape');
    const plan = planSaving(context, given.text('filename_prefix'));
    const item = await saveFile(context, plan, { bytes: shape.bytes, extension: shape.extension });
    return { outputs: [], ui: { '3d': [item] } };
  },
  Preview3D: preview,
});

/** The value of the LOAD_3D control names pictures that the browser has drawn and uploaded. */
async function load(given: Given, context: RunContext): Promise<Awaited<ReturnType<Run>>> {
  const file = given.text('model_file');
  const drawn = given.raw['image'];
  const pictures = isJsonObject(drawn) ? drawn : {};
  const size = { width: given.number('width'), height: given.number('height') };
  const shape = file === 'none' ? null : await shapeOf(context, file);
  const image = await pictureOf(context, pictures['image'], size);
  const normal = await pictureOf(context, pictures['normal'], size);
  const mask = await maskOfPicture(context, pictures['mask'], size);
  return outputs(
    image,
    mask,
    file === 'none' ? '' : file,
    normal,
    pictures['camera_info'] ?? null,
    null,
    shape,
    pictures['model_3d_info'] ?? null,
  );
}

async function shapeOf(context: RunContext, file: string): Promise<Shape> {
  const extension = /\.([^.]+)$/.exec(locate(file).path)?.[1]?.toLowerCase() ?? '';
  return { kind: 'shape', bytes: await readChosen(context.world, file), extension };
}

async function pictureOf(context: RunContext, name: JsonValue | undefined, size: { width: number; height: number }): Promise<ImageBatch> {
  if (typeof name !== 'string' || name === '') return imageOf([solidPicture(size.width, size.height, [0, 0, 0])]);
  return (await decodeImage(await readChosen(context.world, name), name)).image;
}

async function maskOfPicture(
  context: RunContext,
  name: JsonValue | undefined,
  size: { width: number; height: number },
): Promise<MaskBatch> {
  if (typeof name !== 'string' || name === '') return maskOf([solidPlane(size.width, size.height, 0)]);
  const { frames } = await decodeImage(await readChosen(context.world, name), name);
  return maskOf(frames.slice(0, 1).map((frame) => channelOf(frame, 3)));
}

/** A file from a wire is written to the output folder under a name made of its bytes; a path is passed on as it is. */
async function preview(given: Given, context: RunContext): Promise<Awaited<ReturnType<Run>>> {
  const source = given.raw['model_file'];
  const camera = given.raw['camera_info'];
  const background = given.optionalWire('bg_image', 'image');
  const path = isWire(source, 'shape') ? await keepShape(context, source) : given.text('model_file');
  const [saved] = background === undefined ? [] : await savePngs(context, planPreview(context), { images: background, level: 1 });
  return {
    outputs: [],
    ui: { result: [path, isJsonObject(camera) ? camera : null, saved === undefined ? null : `temp/${saved.filename}`] },
  };
}

async function keepShape(context: RunContext, shape: Shape): Promise<string> {
  const name = `preview3d_${createHash('md5').update(shape.bytes).digest('hex')}.${shape.extension}`;
  await context.world.write('output', name, shape.bytes);
  return name;
}
