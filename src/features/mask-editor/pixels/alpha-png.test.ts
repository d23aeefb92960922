import sharp from 'sharp';
import { expect, it } from 'vitest';
import { packMask, toAlphaPng, unpackMask } from './alpha-png';

const data = Uint8Array.from({ length: 7 * 5 }, (_, index) => index * 7);

it('writes a PNG whose alpha is what is not masked, byte for byte', async () => {
  const png = await toAlphaPng({ width: 7, height: 5, data });
  const { data: alpha, info } = await sharp(png).ensureAlpha().extractChannel('alpha').raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([7, 5]);
  expect([...alpha]).toEqual([...data].map((value) => 255 - value));
});

it('packs and unpacks a mask', async () => {
  const packed = await packMask(new Uint8Array(100_000));
  expect(packed.length).toBeLessThan(1_000);
  expect(await unpackMask(await packMask(data))).toEqual(data);
  await expect(unpackMask(Uint8Array.from([1, 2, 3]))).rejects.toThrow();
});
