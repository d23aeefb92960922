import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import { chunksOf, readPngSize, readPngText } from '@/media/png';
import { imageOf, solidPicture } from '../pixels/batch';
import { classOf, createTestContext, createTestWorld, firstOutput, runNode, type TestContext } from '../testing-world';
import type { ImageBatch, MaskBatch } from '../values';

const PROMPT = { '3': { class_type: 'KSampler', inputs: { seed: 18446744073709551615n, text: 'grün ☃' } } };
const WORKFLOW = { nodes: [], version: 0.4 };
const RED = imageOf([solidPicture(6, 4, [255, 0, 0])]);

function contextWithRun(): TestContext {
  return createTestContext({ prompt: PROMPT, extraData: { extra_pnginfo: { workflow: WORKFLOW } } });
}

function file(context: TestContext, path: string): Uint8Array {
  const bytes = context.world.files.get(path);
  if (bytes === undefined) throw new Error(`no file ${path}, but ${[...context.world.files.keys()].join(', ')}`);
  return bytes;
}

describe('SaveImage', () => {
  it('writes a PNG with prompt and workflow, exact to the last digit and in ASCII', async () => {
    const context = contextWithRun();
    const { ui } = await runNode('SaveImage', { images: RED, filename_prefix: 'deck' }, context);
    expect(ui).toEqual({ images: [{ filename: 'deck_00001_.png', subfolder: '', type: 'output' }] });
    const bytes = file(context, 'output/deck_00001_.png');
    expect(readPngSize(bytes)).toEqual({ width: 6, height: 4 });
    const texts = await readPngText(bytes);
    expect(texts.map(({ keyword, chunk }) => [keyword, chunk])).toEqual([
      ['prompt', 'tEXt'],
      ['workflow', 'tEXt'],
    ]);
    expect(parseExactJson(texts[0]?.text ?? '')).toEqual(PROMPT);
    expect(texts[0]?.text).toContain('18446744073709551615');
    expect(texts[0]?.text).toMatch(/^[ -~]*$/);
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 0, 0]);
  });

  it('counts on from the highest number in the folder, whatever the extension', async () => {
    const context = createTestContext({
      world: createTestWorld({ 'output/deck_00007_.webp': new Uint8Array(), 'output/decking_00099_.png': new Uint8Array() }),
    });
    const { ui } = await runNode('SaveImage', { images: imageOf([...RED.frames, ...RED.frames]), filename_prefix: 'deck' }, context);
    expect(ui?.['images']).toMatchObject([{ filename: 'deck_00008_.png' }, { filename: 'deck_00009_.png' }]);
  });

  it.each([
    ['a/b/deck', { filename: 'deck_00001_.png', subfolder: 'a/b' }],
    ['./a/../b/deck', { filename: 'deck_00001_.png', subfolder: 'b' }],
    ['a\\deck', { filename: 'deck_00001_.png', subfolder: 'a' }],
    ['%width%x%height%', { filename: '6x4_00001_.png', subfolder: '' }],
    ['n%batch_num%', { filename: 'n0_00001_.png', subfolder: '' }],
  ])('understands the prefix %s', async (filename_prefix, expected) => {
    const { ui } = await runNode('SaveImage', { images: RED, filename_prefix });
    expect(ui?.['images']?.[0]).toMatchObject(expected);
  });

  it('fills the date from the injected clock', async () => {
    const context = createTestContext();
    const now = new Date(context.clock.nowMs());
    const { ui } = await runNode('SaveImage', { images: RED, filename_prefix: '%year%-%month%-%day%' }, context);
    const date = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
    expect(ui?.['images']?.[0]).toMatchObject({ filename: `${date}_00001_.png` });
  });

  it.each(['../escape', 'a/../../escape', '/etc/passwd'])('refuses %s', async (filename_prefix) => {
    const context = createTestContext();
    await expect(runNode('SaveImage', { images: RED, filename_prefix }, context)).rejects.toThrow('outside the output folder');
    expect(context.world.files.size).toBe(0);
  });

  it('keeps alpha when the pictures have it', async () => {
    const context = createTestContext();
    await runNode('SaveImage', { images: imageOf([solidPicture(2, 2, [1, 2, 3, 128])], 4), filename_prefix: 'a' }, context);
    expect((await sharp(file(context, 'output/a_00001_.png')).metadata()).channels).toBe(4);
  });
});

describe('other savers of pictures', () => {
  it('previews under a name of five letters that another run does not share', async () => {
    const context = createTestContext();
    const first = await runNode('PreviewImage', { images: RED }, context);
    const second = await runNode('PreviewImage', { images: RED }, { ...context, promptId: 'other' });
    expect(first.ui?.['images']?.[0]).toMatchObject({
      filename: expect.stringMatching(/^ComfyUI_temp_[a-z]{5}_00001_\.png$/) as string,
      type: 'temp',
    });
    expect(second.ui?.['images']?.[0]).not.toEqual(first.ui?.['images']?.[0]);
  });

  it('writes an animated WebP with its metadata in EXIF', async () => {
    const context = contextWithRun();
    const images = imageOf([solidPicture(8, 8, [255, 0, 0]), solidPicture(8, 8, [0, 255, 0]), solidPicture(8, 8, [0, 0, 255])]);
    const { ui } = await runNode(
      'SaveAnimatedWEBP',
      { images, filename_prefix: 'anim', fps: 8, lossless: true, quality: 80, method: 'default' },
      context,
    );
    expect(ui).toEqual({ images: [{ filename: 'anim_00001_.webp', subfolder: '', type: 'output' }], animated: [true] });
    const metadata = await sharp(file(context, 'output/anim_00001_.webp'), { pages: -1 }).metadata();
    expect([metadata.pages, metadata.delay?.[0], metadata.pageHeight]).toEqual([3, 125, 8]);
    expect(metadata.exif?.toString('latin1')).toContain('prompt:{');
    expect(metadata.exif?.toString('latin1')).toContain('workflow:{');
  });

  it('writes an animated PNG with a frame for each picture and ComfyUI’s chunk', async () => {
    const context = contextWithRun();
    const images = imageOf([solidPicture(8, 8, [255, 0, 0]), solidPicture(8, 8, [0, 255, 0])]);
    await runNode('SaveAnimatedPNG', { images, filename_prefix: 'anim', fps: 6, compress_level: 4 }, context);
    const bytes = file(context, 'output/anim_00001_.png');
    const types = chunksOf(bytes).map((chunk) => chunk.type);
    expect(types.filter((type) => type === 'fcTL')).toHaveLength(2);
    expect(types).toContain('acTL');
    expect(types).toContain('fdAT');
    expect((await readPngText(bytes)).map(({ keyword, chunk }) => [keyword, chunk])).toEqual([['prompt', 'comf'], ['workflow', 'comf']]);
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 0, 0]);
  }); // prettier-ignore

  it.each([
    [{ format: 'png', 'format.bit_depth': '16-bit', 'format.input_color_space': 'sRGB' }, 'png', 'ushort'],
    [{ format: 'png', 'format.bit_depth': '8-bit', 'format.input_color_space': 'sRGB' }, 'png', 'uchar'],
  ])('writes PNG at the chosen depth %j', async (format, extension, depth) => {
    const context = createTestContext();
    await runNode('SaveImageAdvanced', { images: RED, filename_prefix: 'deep', ...format }, context);
    expect((await sharp(file(context, `output/deep_00001_.${extension}`)).metadata()).depth).toBe(depth);
  });

  it('writes EXR as linear light', async () => {
    const context = createTestContext();
    const images = imageOf([solidPicture(2, 1, [188, 0, 255])]);
    await runNode(
      'SaveImageAdvanced',
      { images, filename_prefix: 'light', format: 'exr', 'format.bit_depth': '32-bit float', 'format.input_color_space': 'sRGB' },
      context,
    );
    const bytes = file(context, 'output/light_00001_.exr');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(view.getUint32(0, true)).toBe(0x01312f76);
    const row = bytes.length - 24;
    expect([view.getFloat32(row, true), view.getFloat32(row + 8, true)]).toEqual([1, 0]);
    expect(view.getFloat32(row + 16, true)).toBeCloseTo(0.5, 1);
  });

  it('sends pictures over the socket at full size and writes nothing', async () => {
    const context = createTestContext();
    const result = await runNode('SaveImageWebsocket', { images: imageOf([...RED.frames, ...RED.frames]) }, context);
    expect(result.ui).toBeUndefined();
    expect(context.steps.map(({ value, max }) => [value, max])).toEqual([[0, 2], [1, 2]]);
    expect(readPngSize(context.steps[0]?.preview?.bytes ?? new Uint8Array())).toEqual({ width: 6, height: 4 });
    expect(context.world.files.size).toBe(0);
  }); // prettier-ignore

  it('shows two pictures for comparison', async () => {
    const { ui } = await runNode('ImageCompare', { image_a: RED, compare_view: {} });
    expect(ui?.['a_images']).toMatchObject([
      { filename: expect.stringMatching(/^comfy\.compare\.a_temp_[a-z]{5}_00001_\.png$/) as string },
    ]);
    expect(ui?.['b_images']).toEqual([]);
  });

  it('writes a text', async () => {
    const context = createTestContext();
    const { ui } = await runNode('SaveText', { text: 'hello', filename_prefix: 'note', format: 'md' }, context);
    expect(ui).toEqual({ text: ['hello'], files: [{ filename: 'note_00001.md', subfolder: '', type: 'output' }] });
    expect(Buffer.from(file(context, 'output/note_00001.md')).toString()).toBe('hello');
  });
});

describe('PreviewAny', () => {
  it.each([
    ['hello', 'hello'],
    [5, '5'],
    [true, 'True'],
    [null, 'None'],
    [{ a: 1 }, '{\n    "a": 1\n}'],
    [18446744073709551615n, '18446744073709551615'],
  ])('shows value %#', async (source, text) => {
    expect((await runNode('PreviewAny', { source })).ui).toEqual({ text: [text] });
  });
});

describe('LoadImage', () => {
  const rgba = { width: 2, height: 1, data: Uint8Array.of(10, 20, 30, 255, 40, 50, 60, 64) };

  async function world(): Promise<ReturnType<typeof createTestWorld>> {
    const png = await sharp(rgba.data, { raw: { width: 2, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    return createTestWorld({
      'input/a.png': new Uint8Array(png),
      'temp/sub/b.png': new Uint8Array(png),
      'input/broken.png': Uint8Array.of(1, 2, 3),
    });
  }

  it('gives colours, and the transparent part as mask', async () => {
    const [image, mask] = (await runNode('LoadImage', { image: 'a.png' }, createTestContext({ world: await world() }))).outputs as [
      ImageBatch,
      MaskBatch,
    ];
    expect(image.channels).toBe(3);
    expect([...(image.frames[0]?.data ?? [])]).toEqual([10, 20, 30, 255, 40, 50, 60, 255]);
    expect(mask.frames[0]?.data[0]).toBe(0);
    expect(mask.frames[0]?.data[1]).toBeCloseTo(1 - 64 / 255);
  });

  it('reads annotated names', async () => {
    const image = await firstOutput('LoadImage', { image: 'sub/b.png [temp]' }, createTestContext({ world: await world() }));
    expect(image).toMatchObject({ width: 2, height: 1 });
  });

  it('reads one channel as mask', async () => {
    const mask = (await firstOutput(
      'LoadImageMask',
      { image: 'a.png', channel: 'green' },
      createTestContext({ world: await world() }),
    )) as MaskBatch;
    expect([...(mask.frames[0]?.data ?? [])].map((value) => Math.round(value * 255))).toEqual([20, 50]);
  });

  it('refuses a missing file before the run, in the words of the real server', async () => {
    const check = classOf('LoadImage').validate;
    expect(check?.covers).toEqual(['image']);
    expect(check?.check({ image: 'none.png' }, await world())).toBe('Invalid image file: none.png');
    expect(check?.check({ image: 'a.png' }, await world())).toBe(true);
  });

  it('changes its fingerprint with the bytes', async () => {
    const changing = await world();
    const fingerprint = (): unknown => classOf('LoadImage').fingerprint?.({ image: 'a.png' }, changing);
    const before = fingerprint();
    expect(fingerprint()).toBe(before);
    changing.files.set('input/a.png', Uint8Array.of(9));
    expect(fingerprint()).not.toBe(before);
  });

  it('names what is no picture', async () => {
    await expect(runNode('LoadImage', { image: 'broken.png' }, createTestContext({ world: await world() }))).rejects.toMatchObject({
      exceptionType: 'PIL.UnidentifiedImageError',
      message: expect.stringContaining('broken.png') as string,
    });
  });

  it('reads every page of an animation', async () => {
    const saved = createTestContext();
    const images = imageOf([solidPicture(4, 4, [255, 0, 0]), solidPicture(4, 4, [0, 0, 255])]);
    await runNode('SaveAnimatedWEBP', { images, filename_prefix: 'x', fps: 4, lossless: true, quality: 80, method: 'default' }, saved);
    const context = createTestContext({ world: createTestWorld({ 'input/x.webp': file(saved, 'output/x_00001_.webp') }) });
    const loaded = (await firstOutput('LoadImage', { image: 'x.webp' }, context)) as ImageBatch;
    expect(loaded.frames.map((frame) => [...frame.data.subarray(0, 3)])).toEqual([[255, 0, 0], [0, 0, 255]]);
  }); // prettier-ignore
});
