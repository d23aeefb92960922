import { expect, it } from 'vitest';
import { preparePicture, shrunkSize, withExtension } from './prepare-picture';

it('shrinks in proportion and never enlarges', () => {
  expect(shrunkSize({ width: 4000, height: 3000 }, 1000)).toEqual({ width: 1000, height: 750 });
  expect(shrunkSize({ width: 10, height: 9000 }, 1000)).toEqual({ width: 1, height: 1000 });
  expect(shrunkSize({ width: 1000, height: 20 }, 1000)).toBeNull();
  expect(shrunkSize({ width: 9000, height: 20 }, null)).toBeNull();
});

it('names a file by what was written', () => {
  expect(withExtension('a.b.png', 'image/jpeg')).toBe('a.b.jpg');
  expect(withExtension('a.JPEG', 'image/jpeg')).toBe('a.JPEG');
  expect(withExtension('photo', 'image/webp')).toBe('photo.webp');
  expect(withExtension('.hidden', 'image/png')).toBe('.hidden.png');
});

it('leaves files alone where nothing is to be done, and those that are no still picture', async () => {
  const file = new File(['GIF89a'], 'a.gif');
  expect(await preparePicture(file, { maxSidePx: null, format: null })).toBe(file);
  expect(await preparePicture(file, { maxSidePx: 10, format: 'webp' })).toBe(file);
});
