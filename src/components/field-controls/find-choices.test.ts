import { describe, expect, it } from 'vitest';
import { findChoices } from './find-choices';

const NAMES = [
  'sd_xl_base_1.0.safetensors',
  'v1-5-pruned.ckpt',
  'flux/dev_fp8.safetensors',
  '写实模型.safetensors',
  'Réalité_v2.safetensors',
  'realistic.pt',
];

function find(query: string): (string | undefined)[] {
  return findChoices(NAMES, query).map((index) => NAMES[index]);
}

describe('finding choices', () => {
  it('lists all in their own order for nothing', () => expect(find('  ')).toEqual(NAMES));

  it.each([
    ['xl base', 'sd_xl_base_1.0.safetensors'],
    ['base xl', 'sd_xl_base_1.0.safetensors'],
    ['FP8', 'flux/dev_fp8.safetensors'],
    ['reaistc', 'realistic.pt'],
    ['realite', 'Réalité_v2.safetensors'],
    ['写实', '写实模型.safetensors'],
    ['.0.', 'sd_xl_base_1.0.safetensors'],
  ])('%j finds %j first', (query, name) => expect(find(query)[0]).toBe(name));

  it('finds nothing where nothing fits', () => expect(find('qwerty')).toEqual([]));

  it('finds among thousands', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `lora_${index}.safetensors`);
    expect(findChoices(many, 'lora')).toHaveLength(5_000);
    expect(findChoices(many, '4321')).toEqual([4321]);
  });
});
