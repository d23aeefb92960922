import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeBundle, readBundle } from '../byte-budget.mjs';

let dist = '';
beforeEach(() => {
  dist = fs.mkdtempSync(path.join(os.tmpdir(), 'comfydeck-dist-'));
  fs.mkdirSync(path.join(dist, 'assets'));
});
afterEach(() => fs.rmSync(dist, { recursive: true, force: true }));

const write = (name: string, text: string): void => fs.writeFileSync(path.join(dist, name), text);

describe('byte budget', () => {
  beforeEach(() => {
    write('index.html', '<script src="./boot.js"></script><script type="module" src="./assets/index-a.js"></script>');
    write('boot.js', 'boot()');
    write('assets/index-a.js', 'import{a as b}from"./shared-b.js";import"./side-c.js";const lazy=()=>import("./lazy-d.js");b(lazy)');
    write('assets/shared-b.js', 'export*from"./deep-e.js"');
    for (const name of ['side-c', 'lazy-d', 'deep-e', 'worker-f']) write(`assets/${name}.js`, `x("${name.repeat(20)}")`);
  });

  it('counts what the page names and all it imports, not what is loaded on demand', () => {
    const first = readBundle(dist).filter(({ isFirst }) => isFirst);
    expect(first.map(({ name }) => name).sort()).toEqual(['boot.js', 'deep-e.js', 'index-a.js', 'shared-b.js', 'side-c.js']);
  });

  it('says by how much it is exceeded and which chunk is the largest', () => {
    const chunks = readBundle(dist);
    const { total, isWithin } = judgeBundle(chunks);
    expect(isWithin).toBe(true);
    const judged = judgeBundle(chunks, total - 1);
    expect(judged.isWithin).toBe(false);
    expect(judged.text).toContain(`the largest is ${chunks.filter(({ isFirst }) => isFirst)[0]?.name ?? ''}`);
  });

  it('does not pass a build without any script', () => {
    write('index.html', '<p></p>');
    expect(judgeBundle(readBundle(dist)).isWithin).toBe(false);
  });
});
