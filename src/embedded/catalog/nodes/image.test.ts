import { describe, expect, it } from 'vitest';
import { NodeFailure } from '../../engine/node-class';
import { imageOf, solidPicture } from '../pixels/batch';
import { createTestContext, firstOutput, runNode } from '../testing-world';
import type { ImageBatch, MaskBatch, Picture } from '../values';

/** A picture of grey pixels given row by row. */
function grey(...rows: readonly (readonly number[])[]): Picture {
  const data = Uint8Array.from(rows.flat().flatMap((value) => [value, value, value, 255]));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

/** The red channel row by row. */
function rows(image: ImageBatch, frame = 0): number[][] {
  const data = image.frames[frame]?.data ?? new Uint8Array();
  return Array.from({ length: image.height }, (_, y) =>
    Array.from({ length: image.width }, (__, x) => data[(y * image.width + x) * 4] ?? -1),
  );
}

const QUAD = imageOf([grey([10, 20, 30], [40, 50, 60])]);

async function image(name: string, inputs: Record<string, unknown>): Promise<ImageBatch> {
  return (await firstOutput(name, inputs)) as ImageBatch;
}

function sizeOf({ width, height, frames }: ImageBatch | MaskBatch): number[] {
  return [width, height, frames.length];
}

describe('picture geometry', () => {
  it('makes a picture of one colour', async () => {
    const made = await image('EmptyImage', { width: 3, height: 2, batch_size: 2, color: 0x3366cc });
    expect(sizeOf(made)).toEqual([3, 2, 2]);
    expect([...(made.frames[1]?.data.subarray(0, 4) ?? [])]).toEqual([0x33, 0x66, 0xcc, 255]);
  });

  it('cuts a rectangle and stays inside the picture', async () => {
    expect(rows(await image('ImageCrop', { image: QUAD, x: 1, y: 0, width: 2, height: 2 }))).toEqual([
      [20, 30],
      [50, 60],
    ]);
    expect(rows(await image('ImageCrop', { image: QUAD, x: 9, y: 9, width: 5, height: 5 }))).toEqual([[60]]);
  });

  it.each([
    ['90 degrees', [[40, 10], [50, 20], [60, 30]]],
    ['180 degrees', [[60, 50, 40], [30, 20, 10]]],
    ['270 degrees', [[30, 60], [20, 50], [10, 40]]],
    ['none', [[10, 20, 30], [40, 50, 60]]],
  ])('turns by %s, clockwise', async (rotation, expected) => {
    expect(rows(await image('ImageRotate', { image: QUAD, rotation }))).toEqual(expected);
  }); // prettier-ignore

  it('mirrors about either axis', async () => {
    expect(rows(await image('ImageFlip', { image: QUAD, flip_method: 'x-axis: vertically' }))).toEqual([[40, 50, 60], [10, 20, 30]]);
    expect(rows(await image('ImageFlip', { image: QUAD, flip_method: 'y-axis: horizontally' }))).toEqual([[30, 20, 10], [60, 50, 40]]);
  }); // prettier-ignore

  it('scales to the nearest pixel', async () => {
    const scaled = await image('ImageScale', { image: imageOf([grey([1, 2])]), upscale_method: 'nearest-exact', width: 4, height: 2, crop: 'disabled' });
    expect(rows(scaled)).toEqual([[1, 1, 2, 2], [1, 1, 2, 2]]);
  }); // prettier-ignore

  it.each(['bilinear', 'area', 'bicubic', 'lanczos'])('keeps an even colour when scaling by %s', async (upscale_method) => {
    const scaled = await image('ImageScaleBy', { image: imageOf([solidPicture(8, 8, [90, 90, 90])]), upscale_method, scale_by: 1.5 });
    expect(sizeOf(scaled)).toEqual([12, 12, 1]);
    expect(new Set(rows(scaled).flat())).toEqual(new Set([90]));
  });

  it('works a missing side out and leaves 0 by 0 alone', async () => {
    const wide = imageOf([solidPicture(64, 48, [0, 0, 0])]);
    const settings = { image: wide, upscale_method: 'nearest-exact', crop: 'disabled' };
    expect(sizeOf(await image('ImageScale', { ...settings, width: 16, height: 0 }))).toEqual([16, 12, 1]);
    expect(sizeOf(await image('ImageScale', { ...settings, width: 0, height: 24 }))).toEqual([32, 24, 1]);
    expect(await image('ImageScale', { ...settings, width: 0, height: 0 })).toBe(wide);
  });

  it('cuts the middle out when proportions differ', async () => {
    const scaled = await image('ImageScale', {
      image: imageOf([grey([9, 1, 1, 9])]),
      upscale_method: 'nearest-exact',
      width: 2,
      height: 1,
      crop: 'center',
    });
    expect(sizeOf(scaled)).toEqual([2, 1, 1]);
    const tall = await image('ImageScale', {
      image: imageOf([grey([9, 1, 2, 9])]),
      upscale_method: 'nearest-exact',
      width: 2,
      height: 2,
      crop: 'center',
    });
    expect(rows(tall)[0]).not.toContain(9);
  });

  it('pads for outpainting with a soft mask', async () => {
    const [padded, mask] = (
      await runNode('ImagePadForOutpaint', {
        image: imageOf([solidPicture(10, 10, [200, 0, 0])]),
        left: 8,
        top: 0,
        right: 0,
        bottom: 0,
        feathering: 4,
      })
    ).outputs as [ImageBatch, MaskBatch];
    expect(sizeOf(padded)).toEqual([18, 10, 1]);
    const row = [...(mask.frames[0]?.data.subarray(5 * 18, 6 * 18) ?? [])];
    expect(row.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 1));
    expect(row[8]).toBe(1);
    expect(row[9]).toBeCloseTo((3 / 4) ** 2);
    expect(row.slice(12)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['scale dimensions', { width: 20, height: 10, crop: 'center' }, [20, 10]],
    ['scale dimensions', { width: 20, height: 0, crop: 'disabled' }, [20, 15]],
    ['scale by multiplier', { multiplier: 0.5 }, [32, 24]],
    ['scale longer dimension', { longer_size: 32 }, [32, 24]],
    ['scale shorter dimension', { shorter_size: 24 }, [32, 24]],
    ['scale width', { width: 16 }, [16, 12]],
    ['scale height', { height: 12 }, [16, 12]],
    ['scale total pixels', { megapixels: (64 * 48 * 4) / 1024 ** 2 }, [128, 96]],
    ['scale to multiple', { multiple: 20 }, [60, 40]],
  ])('resizes by %s', async (kind, settings, [width, height]) => {
    const named = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`resize_type.${name}`, value]));
    const inputs = { resize_type: kind, ...named, scale_method: 'area' };
    expect(sizeOf(await image('ResizeImageMaskNode', { input: imageOf([solidPicture(64, 48, [1, 2, 3])]), ...inputs }))).toEqual([
      width,
      height,
      1,
    ]);
    const mask = await firstOutput('SolidMask', { value: 0.5, width: 64, height: 48 });
    expect(sizeOf((await firstOutput('ResizeImageMaskNode', { input: mask, ...inputs })) as MaskBatch)).toEqual([width, height, 1]);
  });

  it('refuses a key that no option has, as the real server does only when running', async () => {
    await expect(
      runNode('ResizeImageMaskNode', { input: QUAD, resize_type: 'scale to taste', scale_method: 'area' }),
    ).rejects.toBeInstanceOf(NodeFailure);
  });

  it('sets two pictures beside each other with a gap', async () => {
    const stitched = await image('ImageStitch', {
      image1: imageOf([grey([1], [2])]), image2: imageOf([grey([5], [6])]), direction: 'right', match_image_size: true, spacing_width: 2, spacing_color: 'white',
    }); // prettier-ignore
    expect(rows(stitched)).toEqual([[1, 255, 255, 5], [2, 255, 255, 6]]);
  }); // prettier-ignore
});

describe('picture colours', () => {
  it('inverts', async () => {
    expect(rows(await image('ImageInvert', { image: QUAD }))).toEqual([[245, 235, 225], [215, 205, 195]]);
  }); // prettier-ignore

  it('never changes the picture that came in', async () => {
    const before = rows(QUAD);
    await image('ImageInvert', { image: QUAD });
    await image('ImageSharpen', { image: QUAD, sharpen_radius: 1, sigma: 1, alpha: 1 });
    await image('ImageCompositeMasked', { destination: QUAD, source: QUAD, x: 1, y: 1, resize_source: false });
    expect(rows(QUAD)).toEqual(before);
  });

  it.each([
    ['normal', 153],
    ['multiply', 61],
    ['screen', 194],
    ['overlay', 122],
    ['difference', 0],
  ])('blends by %s', async (blend_mode, expected) => {
    const inputs = { image1: imageOf([grey([102])]), image2: imageOf([grey([153])]), blend_factor: 1, blend_mode };
    expect(rows(await image('ImageBlend', inputs))).toEqual([[expected]]);
  });

  it('blends half way', async () => {
    const inputs = { image1: imageOf([grey([0])]), image2: imageOf([grey([200])]), blend_factor: 0.5, blend_mode: 'normal' };
    expect(rows(await image('ImageBlend', inputs))).toEqual([[100]]);
  });

  it('blurs a point into its neighbours without losing light', async () => {
    const point = imageOf([grey([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 240, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0])]);
    const blurred = rows(await image('ImageBlur', { image: point, blur_radius: 1, sigma: 1 }));
    expect(blurred[2]?.[2]).toBeLessThan(240);
    expect(blurred[1]?.[2]).toBeGreaterThan(0);
    expect(blurred[0]).toEqual([0, 0, 0, 0, 0]);
    expect(Math.abs(blurred.flat().reduce((sum, value) => sum + value, 0) - 240)).toBeLessThan(6);
  });

  it('sharpens an edge further apart and leaves flat areas', async () => {
    const edge = imageOf([grey([100, 100, 100, 150, 150, 150])]);
    const [row] = rows(await image('ImageSharpen', { image: edge, sharpen_radius: 1, sigma: 1, alpha: 0.1 }));
    expect(row?.[0]).toBe(100);
    expect(row?.[2]).toBeLessThan(100);
    expect(row?.[3]).toBeGreaterThan(150);
  });

  it('reduces to that many colours', async () => {
    const gradient = imageOf([grey(Array.from({ length: 64 }, (_, index) => index * 4))]);
    const quantized = await image('ImageQuantize', { image: gradient, colors: 4, dither: 'none' });
    expect(new Set(rows(quantized).flat()).size).toBeLessThanOrEqual(4);
    expect(new Set(rows(await image('ImageQuantize', { image: gradient, colors: 1, dither: 'none' })).flat()).size).toBe(1);
  });

  it('finds the edge between two areas', async () => {
    const line = [...Array.from({ length: 8 }, () => 20), ...Array.from({ length: 8 }, () => 230)];
    const edges = rows(
      await image('Canny', { image: imageOf([grey(...Array.from({ length: 12 }, () => line))]), low_threshold: 0.4, high_threshold: 0.8 }),
    );
    const lit = edges[6]?.flatMap((value, x) => (value > 0 ? [x] : [])) ?? [];
    expect(lit.length).toBeGreaterThan(0);
    for (const x of lit) expect(Math.abs(x - 7.5)).toBeLessThan(2);
  });

  it.each([
    ['dilate', 9],
    ['erode', 0],
    ['open', 0],
    ['close', 1],
    ['gradient', 9],
    ['top_hat', 1],
    ['bottom_hat', 0],
  ])('shapes a bright point by %s', async (operation, count) => {
    const point = imageOf([grey([0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 255, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0])]);
    const shaped = rows(await image('Morphology', { image: point, operation, kernel_size: 3 })).flat();
    expect(shaped.filter((value) => value === 255).length).toBe(count);
  });

  it('goes to YUV and back', async () => {
    const source = imageOf([solidPicture(2, 2, [200, 80, 30])]);
    const [y, u, v] = (await runNode('ImageRGBToYUV', { image: source })).outputs ?? [];
    const back = await image('ImageYUVToRGB', { Y: y, U: u, V: v });
    const [red = 0, green = 0, blue = 0] = back.frames[0]?.data ?? [];
    expect(Math.max(Math.abs(red - 200), Math.abs(green - 80), Math.abs(blue - 30))).toBeLessThanOrEqual(2);
  });
});

describe('pictures and masks together', () => {
  it('lays a picture over another through a mask', async () => {
    const inputs = { destination: imageOf([grey([0, 0, 0])]), source: imageOf([grey([200, 200])]), x: 1, y: 0, resize_source: false };
    expect(rows(await image('ImageCompositeMasked', inputs))).toEqual([[0, 200, 200]]);
    const mask = await firstOutput('SolidMask', { value: 0.5, width: 2, height: 1 });
    expect(rows(await image('ImageCompositeMasked', { ...inputs, mask }))).toEqual([[0, 100, 100]]);
    expect(rows(await image('ImageCompositeMasked', { ...inputs, x: 0, resize_source: true }))).toEqual([[200, 200, 200]]);
  });

  it('splits and joins alpha', async () => {
    const mask = await firstOutput('SolidMask', { value: 0.25, width: 3, height: 2 });
    const joined = await image('JoinImageWithAlpha', { image: QUAD, alpha: mask });
    expect(joined.channels).toBe(4);
    expect(joined.frames[0]?.data[3]).toBe(191);
    const [plain, alpha] = (await runNode('SplitImageWithAlpha', { image: joined })).outputs as [ImageBatch, MaskBatch];
    expect(plain.channels).toBe(3);
    expect(alpha.frames[0]?.data[0]).toBeCloseTo(0.25, 2);
  });

  it.each([
    ['SRC_OVER', 200],
    ['DST_OVER', 100],
    ['CLEAR', 0],
    ['DST', 100],
    ['SRC', 200],
  ])('composes opaque pictures by %s', async (mode, expected) => {
    const opaque = await firstOutput('SolidMask', { value: 0, width: 1, height: 1 });
    const inputs = {
      source: imageOf([grey([200])]),
      source_alpha: opaque,
      destination: imageOf([grey([100])]),
      destination_alpha: opaque,
      mode,
    };
    expect(rows(await image('PorterDuffImageComposite', inputs))).toEqual([[expected]]);
  });
});

describe('batches', () => {
  const three = imageOf([grey([1]), grey([2]), grey([3])]);

  it('joins two batches, the second fitted to the first', async () => {
    const joined = await image('ImageBatch', { image1: three, image2: imageOf([solidPicture(4, 2, [9, 9, 9])]) });
    expect(sizeOf(joined)).toEqual([1, 1, 4]);
  });

  it('joins the members of a growing input in the order of their numbers', async () => {
    const inputs = { 'images.image10': imageOf([grey([10])]), 'images.image2': imageOf([grey([2])]) };
    const joined = await image('BatchImagesNode', inputs);
    expect([rows(joined, 0), rows(joined, 1)]).toEqual([[[2]], [[10]]]);
  });

  it('takes items out, counting from the end when negative', async () => {
    expect(rows(await image('ImageFromBatch', { image: three, batch_index: 1, length: 1 }))).toEqual([[2]]);
    expect(rows(await image('ImageFromBatch', { image: three, batch_index: -1, length: 1 }))).toEqual([[3]]);
    expect(sizeOf(await image('ImageFromBatch', { image: three, batch_index: 1, length: 9 }))).toEqual([1, 1, 2]);
  });

  it('regroups whole lists', async () => {
    const batches = (await firstOutput('RebatchImages', { images: [three, imageOf([grey([4])])], batch_size: [3] })) as ImageBatch[];
    expect(batches.map((batch) => batch.frames.length)).toEqual([3, 1]);
  });

  it('tells size and count, on the wire and as progress text', async () => {
    const context = createTestContext();
    expect((await runNode('GetImageSize', { image: QUAD }, context)).outputs).toEqual([3, 2, 1]);
    expect(context.texts).toEqual(['width: 3, height: 2\n batch size: 1']);
  });

  it('refuses a batch that no memory holds instead of trying', async () => {
    await expect(runNode('EmptyImage', { width: 16384, height: 16384, batch_size: 4096, color: 0 })).rejects.toMatchObject({
      exceptionType: 'torch.OutOfMemoryError',
    });
  });
});
