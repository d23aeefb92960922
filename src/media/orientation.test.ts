import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readOrientation } from './orientation';

const picture = sharp({ create: { width: 6, height: 4, channels: 3, background: '#408020' } });

it.each(['jpeg', 'webp', 'png'] as const)('reads how a %s must be turned', async (format) => {
  const turned = await picture.clone().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
  expect(readOrientation(turned)).toBe(6);
  expect(readOrientation(await picture.clone().toFormat(format).toBuffer())).toBe(1);
});

it('takes what is broken, or says nothing, as upright', async () => {
  const turned = await picture.clone().withMetadata({ orientation: 8 }).jpeg().toBuffer();
  for (let length = 0; length < turned.length; length += 7) expect([1, 8]).toContain(readOrientation(turned.subarray(0, length)));
  expect(readOrientation(new TextEncoder().encode('GIF89a'))).toBe(1);
  expect(readOrientation(new Uint8Array())).toBe(1);
});
