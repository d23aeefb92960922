import { expect, it } from 'vitest';
import { accepts } from './accepted-files';

it.each([
  ['image', 'image/png', true],
  ['image', 'application/json', false],
  ['image', '', true],
  ['video', 'image/webp', true],
  ['video', 'image/png', false],
  ['audio', 'video/mp4', true],
  ['audio', 'image/gif', false],
  ['file', 'model/gltf-binary', true],
] as const)('a control for %s and a file of type "%s": %s', (kind, type, isAccepted) => expect(accepts(kind, type)).toBe(isAccepted));
