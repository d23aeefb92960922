import { describe, expect, it } from 'vitest';
import { nameOfPath, toFileName, toUserdataPath } from './file-names';

describe('names of files', () => {
  it.each([
    ['Portrait', 'Portrait.json'],
    ['portrait.json', 'portrait.json'],
    ['a/b:c*?', 'a_b_c__.json'],
    ['  ', 'workflow.json'],
    ['..', 'workflow.json'],
  ])('%j downloads as %j', (name, fileName) => expect(toFileName(name, '.json')).toBe(fileName));

  it.each([
    ['portrait', 'workflows/portrait.json'],
    [' people/ada.json ', 'workflows/people/ada.json'],
    ['Großes Bild 1.5', 'workflows/Großes Bild 1.5.json'],
  ])('%j is saved at %j and called so again', (typed, path) => {
    expect(toUserdataPath(typed)).toEqual({ path });
    expect(toUserdataPath(nameOfPath(path))).toEqual({ path });
  });

  it.each([
    ['', 'nameNeeded'],
    ['  .json', 'nameNeeded'],
    ['../settings', 'nameLeaves'],
    ['a/../../b', 'nameLeaves'],
    ['/etc/x', 'nameLeaves'],
    ['a//b', 'nameLeaves'],
  ])('%j is refused', (typed, refusal) => expect(toUserdataPath(typed)).toEqual({ refusal }));
});
