import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hasShared } from './fixtures';

const FOLDER = path.resolve(process.cwd(), '../shared/fixtures');
/** Compared class by class in the catalog's own contract test. */
const ELSEWHERE = ['object-info'];

it.skipIf(!hasShared)('corpus: no captured payload is forgotten by the contract tests', () => {
  const tests = fs.readdirSync(import.meta.dirname).filter((name) => name.endsWith('-replay.test.ts'));
  const source = tests.map((name) => fs.readFileSync(path.join(import.meta.dirname, name), 'utf8')).join('\n');
  const captured = fs
    .readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.basename(name, '.json'));
  expect(captured.length).toBeGreaterThan(40);
  expect(captured.filter((name) => !ELSEWHERE.includes(name) && !source.includes(`'${name}'`))).toEqual([]);
});
