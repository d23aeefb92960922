import type { JsonObject } from '@/lib/json';
import { graphOf, jsonFile } from './pages/graph';
import { keysOf } from './pages/keys';
import { shellOf } from './pages/shell';
import { expect, test } from './serve/app-test';
import { downloadOf, exportPrompt } from './serve/downloads';

const gone = (id: number, type: string, rest: JsonObject): JsonObject => ({
  id,
  type,
  pos: [id * 320, 360],
  size: [260, 120],
  flags: {},
  order: id,
  mode: 0,
  inputs: [{ name: 'image', type: 'IMAGE', link: null }],
  outputs: [{ name: 'IMAGE', type: 'IMAGE', links: null }],
  widgets_values: ['kept', 3, { deep: [true, null] }],
  ...rest,
});

/** Two loaders whose files are elsewhere on the server, a LoRA it has not, and three classes it lacks, one of them wired in. */
function workflow(): JsonObject {
  return {
    id: '5e2e0002-0000-4000-8000-000000000000',
    revision: 3,
    last_node_id: 9,
    last_link_id: 5,
    nodes: [
      {
        id: 1,
        type: 'CheckpointLoaderSimple',
        pos: [0, 0],
        size: [270, 110],
        flags: {},
        order: 0,
        mode: 0,
        inputs: [],
        outputs: [
          { name: 'MODEL', type: 'MODEL', links: [1] },
          { name: 'CLIP', type: 'CLIP', links: [2] },
          { name: 'VAE', type: 'VAE', links: null },
        ],
        properties: { 'Node name for S&R': 'CheckpointLoaderSimple', unknown_to_us: { a: 1 } },
        widgets_values: ['SDXL\\NorthLight-XL-base.safetensors'],
      },
      {
        id: 2,
        type: 'LoraLoader',
        pos: [340, 0],
        size: [270, 150],
        flags: {},
        order: 1,
        mode: 0,
        inputs: [
          { name: 'model', type: 'MODEL', link: 1 },
          { name: 'clip', type: 'CLIP', link: 2 },
        ],
        outputs: [
          { name: 'MODEL', type: 'MODEL', links: null },
          { name: 'CLIP', type: 'CLIP', links: null },
        ],
        properties: {},
        widgets_values: ['ink-wash.safetensors', 0.8, 1],
      },
      {
        id: 3,
        type: 'VAELoader',
        pos: [680, 0],
        size: [270, 80],
        flags: {},
        order: 2,
        mode: 0,
        inputs: [],
        outputs: [{ name: 'VAE', type: 'VAE', links: null }],
        properties: {},
        widgets_values: ['nobody-has-this.safetensors'],
      },
      {
        id: 4,
        type: 'LoadImage',
        pos: [1000, 0],
        size: [270, 300],
        flags: {},
        order: 3,
        mode: 0,
        inputs: [],
        outputs: [
          { name: 'IMAGE', type: 'IMAGE', links: [3] },
          { name: 'MASK', type: 'MASK', links: null },
        ],
        properties: {},
        widgets_values: ['harbor.png', 'image'],
      },
      gone(5, 'GoneFirst', {
        inputs: [{ name: 'image', type: 'IMAGE', link: 3 }],
        outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [4] }],
        properties: { cnr_id: 'some-pack', ver: '1.2.3' },
      }),
      gone(6, 'GoneSecond', { properties: { cnr_id: 'some-pack', ver: '1.2.3' } }),
      gone(7, 'GoneThird', { properties: {}, color: '#432', mystery: [1, 2] }),
      {
        id: 8,
        type: 'PreviewImage',
        pos: [2000, 0],
        size: [210, 250],
        flags: {},
        order: 8,
        mode: 0,
        inputs: [{ name: 'images', type: 'IMAGE', link: 4 }],
        outputs: [],
        properties: {},
        widgets_values: [],
      },
    ],
    links: [
      [1, 1, 0, 2, 0, 'MODEL'],
      [2, 1, 1, 2, 1, 'CLIP'],
      [3, 4, 0, 5, 0, 'IMAGE'],
      [4, 5, 0, 8, 0, 'IMAGE'],
    ],
    groups: [{ title: 'Mine', bounding: [-20, -80, 700, 400], color: '#3f789e', flags: { odd: true } }],
    config: { strange: 1 },
    extra: { ds: { scale: 0.7, offset: [10, 20] }, frontendVersion: '1.2.3', someone: { else: 'wrote this' } },
    models: [{ name: 'x', url: 'https://example.org/x', directory: 'vae' }],
    version: 0.4,
    tool: 'another',
  };
}

test('missing classes and files: repair what can be, choose the rest, save, and nothing is lost', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('broken.json', workflow()));
  await expect(graph.node('GoneThird')).toBeVisible();
  const problems = await shellOf(page).showPanel('Problems');

  await test.step('what is missing is listed by pack', async () => {
    const pack = problems.getByRole('region', { name: 'Missing pack: some-pack 1.2.3' });
    await expect(pack).toContainText('https://registry.comfy.org/nodes/some-pack');
    await expect(pack).toContainText('GoneFirst');
    await expect(pack).toContainText('GoneSecond');
    await expect(problems.getByRole('region', { name: 'Missing node types of unknown packs' })).toContainText('GoneThird');
  });

  await test.step('files in another folder or spelling are repaired at once', async () => {
    await expect(problems.getByRole('button', { name: 'Use sdxl/northlight-xl-base.safetensors' })).toBeVisible();
    await expect(problems.getByRole('button', { name: 'Use style/ink-wash.safetensors' })).toBeVisible();
    await problems.getByRole('button', { name: 'Repair all (2)' }).click();
    await expect(problems.getByRole('button', { name: /^Use / })).toHaveCount(0);
  });

  await test.step('the file nobody has is chosen by hand', async () => {
    await problems.getByRole('button', { name: /^Choose another: vae_name · / }).click();
    const chosen = graph.node('Load VAE').getByRole('combobox', { name: 'vae_name' });
    await expect(chosen).toBeFocused();
    await chosen.selectOption('aurora-ae.safetensors');
    await expect(problems.getByRole('button', { name: /^Choose another/ })).toHaveCount(0);
  });

  await test.step('the classes that are missing are sent with their wires', async () => {
    const prompt = await exportPrompt(page);
    expect(prompt['5']).toMatchObject({ class_type: 'GoneFirst', inputs: { image: ['4', 0] } });
    expect(prompt['8']?.inputs['images']).toEqual(['5', 0]);
    expect(prompt['1']?.inputs['ckpt_name']).toBe('sdxl/northlight-xl-base.safetensors');
  });

  await test.step('the saved file differs in the three values only', async () => {
    const saved = await downloadOf(page, () => keysOf(page).command('Save workflow to a file'));
    const expected = JSON.stringify(workflow())
      .replace(JSON.stringify('SDXL\\NorthLight-XL-base.safetensors'), '"sdxl/northlight-xl-base.safetensors"')
      .replace('"ink-wash.safetensors"', '"style/ink-wash.safetensors"')
      .replace('"nobody-has-this.safetensors"', '"aurora-ae.safetensors"');
    expect(JSON.parse(saved.bytes.toString('utf8'))).toEqual(JSON.parse(expected));
  });
});
