import { describe, expect, it } from 'vitest';
import { imageOf, maskOf, solidPicture } from '../pixels/batch';
import { createTestContext, firstOutput, runNode } from '../testing-world';
import type { ImageBatch, MaskBatch } from '../values';

function mask(...rows: readonly (readonly number[])[]): MaskBatch {
  return maskOf([{ width: rows[0]?.length ?? 0, height: rows.length, data: Float32Array.from(rows.flat()) }]);
}

function rows(value: MaskBatch): number[][] {
  const data = value.frames[0]?.data ?? new Float32Array();
  return Array.from({ length: value.height }, (_, y) => [...data.subarray(y * value.width, (y + 1) * value.width)]);
}

async function result(name: string, inputs: Record<string, unknown>): Promise<number[][]> {
  return rows((await firstOutput(name, inputs)) as MaskBatch);
}

const POINT = mask([0, 0, 0], [0, 1, 0], [0, 0, 0]);

describe('mask nodes', () => {
  it('inverts, crops and thresholds', async () => {
    expect(await result('InvertMask', { mask: mask([0, 0.25, 1]) })).toEqual([[1, 0.75, 0]]);
    expect(await result('CropMask', { mask: POINT, x: 1, y: 1, width: 9, height: 1 })).toEqual([[1, 0]]);
    expect(await result('ThresholdMask', { mask: mask([0.25, 0.5, 0.75]), value: 0.5 })).toEqual([[0, 0, 1]]);
  });

  it('grows to four neighbours with tapered corners, else to eight', async () => {
    expect(await result('GrowMask', { mask: POINT, expand: 1, tapered_corners: true })).toEqual([[0, 1, 0], [1, 1, 1], [0, 1, 0]]);
    expect(await result('GrowMask', { mask: POINT, expand: 1, tapered_corners: false })).toEqual([[1, 1, 1], [1, 1, 1], [1, 1, 1]]);
  }); // prettier-ignore

  it('shrinks by a negative amount', async () => {
    expect(await result('GrowMask', { mask: POINT, expand: -1, tapered_corners: true })).toEqual([[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
  }); // prettier-ignore

  it.each([
    ['multiply', [0, 0.25, 0]],
    ['add', [1, 1, 0.5]],
    ['subtract', [1, 0, 0]],
    ['and', [0, 0, 0]],
    ['or', [1, 0, 0]],
    ['xor', [1, 0, 0]],
  ])('composes by %s', async (operation, expected) => {
    const composed = await result('MaskComposite', { destination: mask([1, 0.5, 0]), source: mask([0, 0.5, 0.5]), x: 0, y: 0, operation });
    expect(composed).toEqual([expected]);
  });

  it('writes only where both masks overlap', async () => {
    expect(await result('MaskComposite', { destination: mask([0, 0, 0]), source: mask([1, 1]), x: 2, y: 0, operation: 'add' })).toEqual([
      [0, 0, 1],
    ]);
  });

  it('fades towards the edges', async () => {
    const faded = await result('FeatherMask', { mask: mask([1, 1, 1, 1]), left: 2, top: 0, right: 0, bottom: 0 });
    expect(faded).toEqual([[0.5, 1, 1, 1]]);
  });

  it('goes to a picture and back', async () => {
    const image = (await firstOutput('MaskToImage', { mask: mask([0, 1]) })) as ImageBatch;
    expect(await result('ImageToMask', { image, channel: 'green' })).toEqual([[0, 1]]);
  });

  it('finds a colour', async () => {
    const image = imageOf([{ ...solidPicture(2, 1, [255, 0, 0]), data: Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255) }]);
    expect(await result('ImageColorToMask', { image, color: 0x00ff00 })).toEqual([[0, 1]]);
  });

  it('has no alpha to take from a picture of three channels', async () => {
    await expect(runNode('ImageToMask', { image: imageOf([solidPicture(1, 1, [0, 0, 0])]), channel: 'alpha' })).rejects.toMatchObject({
      exceptionType: 'IndexError',
    });
  });

  it('previews into the temp folder', async () => {
    const context = createTestContext();
    const { ui } = await runNode('MaskPreview', { mask: POINT }, context);
    expect(ui).toMatchObject({ images: [{ subfolder: '', type: 'temp' }], animated: [false] });
    expect([...context.world.files.keys()]).toEqual([expect.stringMatching(/^temp\/ComfyUI_temp_[a-z]{5}_00001_\.png$/)]);
  });
});
