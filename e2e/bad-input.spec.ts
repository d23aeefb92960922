import type { Page } from '@playwright/test';
import type { JsonObject } from '@/lib/json';
import { binaryFile, noisyPng, plainPng, textFile } from './fixtures/files';
import { blurWorkflow, halfBrokenWorkflow, outOfRangeWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile, type ChosenFile, type Graph } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test, type App } from './serve/app-test';
import { downloadOf, exportPrompt } from './serve/downloads';

/** Opens a workflow and changes it without saving: what must not be lost. */
async function openUnsaved(page: Page, app: App): Promise<Graph> {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('mine.json', blurWorkflow().workflow));
  const radius = graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' });
  await radius.fill('7');
  await radius.press('Enter');
  return graph;
}

async function expectNothingLost(page: Page, graph: Graph): Promise<void> {
  const { tabs, tab } = shellOf(page);
  await expect(tabs).toHaveCount(1);
  await expect(tab('mine').getByRole('img', { name: 'unsaved changes' })).toBeVisible();
  await expect(graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' })).toHaveValue('7');
}

const BAD_FILES: readonly { what: string; file: () => ChosenFile | Promise<ChosenFile>; message: string }[] = [
  {
    what: 'a file of no known kind',
    file: () => binaryFile('notes.bin'),
    message: '“notes.bin” is neither text nor a kind of picture, video or sound',
  },
  {
    what: 'an empty file',
    file: () => ({ name: 'empty.json', mimeType: 'application/json', buffer: Buffer.alloc(0) }),
    message: '“empty.json” is empty.',
  },
  {
    what: 'a picture without a workflow',
    file: () => plainPng('holiday.png'),
    message: '“holiday.png” carries no workflow.',
  },
  {
    what: 'a picture cut short',
    file: async () => ({ ...(await noisyPng('cut.png', 64)), buffer: (await noisyPng('cut.png', 64)).buffer.subarray(0, 900) }),
    message: '“cut.png” is damaged or cut short',
  },
  {
    what: 'JSON of something else',
    file: () => jsonFile('package.json', { name: 'left-pad', version: '1.0.0' }),
    message: '“package.json” is JSON, but neither a workflow nor an API prompt.',
  },
  {
    what: 'half a JSON file',
    file: () => textFile('half.json', '{"nodes": [{"id": 1, "type": "Load'),
    message: '“half.json” is not valid JSON.',
  },
];

for (const { what, file, message } of BAD_FILES) {
  test(`${what} is refused by name, and what is open stays`, async ({ page, app }) => {
    const graph = await openUnsaved(page, app);
    await graph.open(await file());
    await expect(shellOf(page).toast(message)).toBeVisible();
    await expectNothingLost(page, graph);
  });
}

test.describe('a server that takes 40 kB', () => {
  test.use({ serverOptions: { maxUploadBytes: 40_000 } });

  test('a picture that is too large is refused with the limit, and the chosen one stays', async ({ page, app }) => {
    const graph = await openUnsaved(page, app);
    const load = graph.node('Load Image');
    const chooser = page.waitForEvent('filechooser');
    await load.getByRole('button', { name: 'Upload' }).click();
    await (await chooser).setFiles({ ...(await noisyPng('huge.png', 256)) });
    await expect(load.getByRole('alert')).toHaveText(
      'huge.png is larger than the server takes (40.0 kB). Choose a smaller file, or start the server with a larger --max-upload-size.',
    );
    await expect(load.getByRole('combobox', { name: 'image' }).locator('option:checked')).toHaveText('harbor.png');
    await load.getByRole('button', { name: 'Dismiss message' }).click();
    await expect(load.getByRole('alert')).toBeHidden();
    await expectNothingLost(page, graph);
  });
});

test('an upload answered with 413 by something in between says so, and the next one works', async ({ page, app }) => {
  const graph = await openUnsaved(page, app);
  serverOf(app).control.failRoute('/upload/image', 413, 1);
  const load = graph.node('Load Image');
  const upload = async (): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await load.getByRole('button', { name: 'Upload' }).click();
    await (await chooser).setFiles({ ...(await plainPng('small.png')) });
  };
  await upload();
  await expect(load.getByRole('alert')).toContainText('small.png is larger than the server takes');
  await expect(load.getByRole('combobox', { name: 'image' }).locator('option:checked')).toHaveText('harbor.png');
  await upload();
  await expect(load.getByRole('combobox', { name: 'image' }).locator('option:checked')).toHaveText('small.png');
  await expect(load.getByRole('alert')).toBeHidden();
});

test('a value out of range is refused by the server and shown on node and input', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  await graph.open(jsonFile('range.json', outOfRangeWorkflow().workflow));
  await expect(graph.node('Blur')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const sentence = '“blur_radius” is 0, the least is 1.';
  await expect(shell.toast(`Blur #2: ${sentence}`)).toBeVisible();
  const blur = graph.node('Blur');
  await expect(blur.getByRole('img', { name: 'Error' })).toBeVisible();
  await expect(blur.getByRole('listitem').filter({ hasText: sentence })).toBeVisible();
  const radius = blur.getByRole('spinbutton', { name: 'blur_radius' });
  await expect(radius).toHaveAttribute('aria-invalid', 'true');
  await expect(radius).toHaveAccessibleDescription(sentence);

  const problems = await shell.showPanel('Problems');
  await problems.getByRole('button', { name: `Error Blur #2: ${sentence}` }).click();
  await expect(blur).toBeFocused();

  await radius.fill('2');
  await radius.press('Enter');
  await expect(radius).not.toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /never_\d+_\.png/ })).toBeVisible();
});

test('an input that needs a wire and has none is refused and shown', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('wire.json', blurWorkflow().workflow));
  await graph.drag(graph.output('Sharpen', 'IMAGE'), graph.input('Save Image', 'images'));
  await page.keyboard.press('Control+Enter');
  await expect(shellOf(page).toast('Sharpen #4: “image” is needed and has neither wire nor value.')).toBeVisible();
  await expect(graph.node('Sharpen').getByRole('listitem').filter({ hasText: '“image” is needed' })).toBeVisible();
  await graph.drag(graph.output('Load Image', 'IMAGE'), graph.input('Sharpen', 'image'));
  await expect(graph.node('Sharpen').getByRole('listitem'), 'a wire answers the refusal').toHaveCount(0);
});

test('a prompt that is accepted in part says how many outputs were refused and shows which', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('half.json', halfBrokenWorkflow().workflow));
  await expect(graph.node('Sharpen')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(shellOf(page).toast('Queued, 1 output refused')).toBeVisible();
  await expect(graph.node('Good').getByRole('img', { name: /good_\d+_\.png/ })).toBeVisible();
  await expect(graph.node('Sharpen').getByRole('img', { name: 'Error' })).toBeVisible();
  await expect(graph.node('Sharpen').getByRole('listitem').filter({ hasText: '“image” is needed' })).toBeVisible();
  await expect(graph.node('Good').getByRole('img', { name: 'Error' })).toBeHidden();
});

test('a node type the server lacks keeps its shape, values and wires, and says why it does not run', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  await graph.open(jsonFile('foreign.json', foreignWorkflow()));
  const node = graph.node('AcmeGlow');
  await expect(node.getByRole('img', { name: 'Missing' })).toBeVisible();
  await expect(graph.input('AcmeGlow', 'image')).toBeVisible();
  await expect(node.getByRole('textbox', { name: 'value 0 (kept and sent as it is)' })).toHaveValue('0.75');
  await expect(node.getByRole('listitem').filter({ hasText: 'no node type “AcmeGlow”' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(shell.toast(/AcmeGlow #9: the server has no node type “AcmeGlow”\. Install the pack it belongs to/)).toBeVisible();

  await page.keyboard.press('Control+Shift+s');
  const dialog = page.getByRole('dialog', { name: 'Save workflow' });
  const saved = await downloadOf(page, () => dialog.getByRole('button', { name: 'Save to a file' }).click());
  expect(JSON.parse(saved.bytes.toString('utf8'))).toEqual(foreignWorkflow());
  expect(await exportPrompt(page)).toHaveProperty('3');
});

/** The blur workflow with a node of a pack that is not installed in place of the blur. */
function foreignWorkflow(): JsonObject {
  const { workflow } = blurWorkflow();
  const nodes = (workflow['nodes'] as readonly JsonObject[]).filter((node) => node['id'] !== 2 && node['id'] !== 4);
  const foreign: JsonObject = {
    id: 9,
    type: 'AcmeGlow',
    pos: [340, 0],
    size: [250, 130],
    flags: {},
    order: 1,
    mode: 0,
    inputs: [{ name: 'image', type: 'IMAGE', link: 1 }],
    outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [2] }],
    properties: { 'Node name for S&R': 'AcmeGlow', cnr_id: 'acme-pack', acme: { levels: [1, 2, 3] } },
    widgets_values: [0.75, 'warm', { curve: [0, 1] }],
  };
  return {
    ...workflow,
    last_node_id: 9,
    nodes: [...nodes, foreign],
    links: [
      [1, 1, 0, 9, 0, 'IMAGE'],
      [2, 9, 0, 3, 0, 'IMAGE'],
    ],
  };
}
