import { describe, expect, it } from 'vitest';
import { typesFit } from './types-fit';

describe('typesFit', () => {
  it.each([
    ['IMAGE', 'IMAGE'],
    ['image', 'IMAGE'],
    ['*', 'MODEL'],
    ['MODEL', '*'],
    ['', 'MODEL'],
    ['MODEL', '0'],
    ['COMFY_MATCHTYPE_V3', 'IMAGE'],
    ['IMAGE', 'COMFY_MATCHTYPE_V3'],
    ['COMBO', 'COMBO'],
    ['INT', 'FLOAT,INT'],
    ['FLOAT, INT', 'INT'],
    ['IMAGE,MASK', 'mask,LATENT'],
  ])('lets %j feed %j', (output, input) => expect(typesFit(output, input)).toBe(true));

  it.each([
    ['INT', 'FLOAT'],
    ['STRING', 'COMBO'],
    ['IMAGE', 'MASK'],
    ['IMAGE,', 'MASK'],
    ['IMAGE,LATENT', 'MASK,MODEL'],
  ])('does not let %j feed %j', (output, input) => expect(typesFit(output, input)).toBe(false));
});
