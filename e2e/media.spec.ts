import type { Locator } from '@playwright/test';
import sharp from 'sharp';
import type { JsonObject } from '@/lib/json';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf } from './pages/graph';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test } from './serve/app-test';
import { otherClient } from './serve/jobs';
import { dropFile } from './serve/transfer';

const VIDEO_PROMPT: JsonObject = {
  '1': { class_type: 'LoadVideo', inputs: { file: 'waves.webm' } },
  '2': { class_type: 'SaveVideo', inputs: { video: ['1', 0], filename_prefix: 'kept', format: 'auto', 'format.codec': 'auto' } },
  '3': { class_type: 'LoadVideo', inputs: { file: 'drift.mp4' } },
  '4': { class_type: 'SaveVideo', inputs: { video: ['3', 0], filename_prefix: 'kept', format: 'auto', 'format.codec': 'auto' } },
  '5': { class_type: 'GetVideoComponents', inputs: { video: ['1', 0] } },
  '6': { class_type: 'SaveWEBM', inputs: { images: ['5', 0], filename_prefix: 'made', codec: 'vp9', fps: 8, crf: 32 } },
  '7': { class_type: 'CreateVideo', inputs: { images: ['5', 0], fps: 8 } },
  '8': { class_type: 'SaveVideo', inputs: { video: ['7', 0], filename_prefix: 'made', format: 'mp4', 'format.codec': 'auto' } },
};

const SOUND_PROMPT: JsonObject = {
  '1': { class_type: 'LoadAudio', inputs: { audio: 'melody.wav' } },
  '2': { class_type: 'SaveAudio', inputs: { audio: ['1', 0], filename_prefix: 'tune' } },
  '3': { class_type: 'SaveAudioMP3', inputs: { audio: ['1', 0], filename_prefix: 'tune', quality: 'V0' } },
  '4': { class_type: 'SaveAudioOpus', inputs: { audio: ['1', 0], filename_prefix: 'tune', quality: '64k' } },
};

/** Plays without sound and waits until the picture or the sound has really moved on. */
async function expectToPlay(media: Locator): Promise<void> {
  await media.evaluate(async (element: HTMLMediaElement) => {
    element.muted = true;
    await element.play();
  });
  await expect
    .poll(() =>
      media.evaluate(({ currentTime, readyState, error }: HTMLMediaElement) => ({ hasMoved: currentTime > 0.1, readyState, error })),
    )
    .toEqual({ hasMoved: true, readyState: expect.anything(), error: null });
}

test('plays WebM and MP4, loaded ones and made ones', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  await client.finished(await client.submit({ prompt: VIDEO_PROMPT }));
  await app.open(page, '/gallery?kind=video');
  const { outputs, open, viewer } = galleryOf(page);
  await expect(outputs).toHaveCount(4);
  for (const name of ['kept_00001_.webm', 'kept_00002_.mp4', 'made_00001_.webm', 'made_00002_.mp4']) {
    await open(name);
    await expectToPlay(viewer.locator('video'));
    await expect(viewer.getByRole('complementary', { name: 'Details' })).toContainText(/\d+ × \d+/);
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  }
});

test('an MP4 dropped on the canvas opens the workflow it carries', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  const { workflow } = paintWorkflow({ text: 'drawn from a film', seed: 18446744073709551615n });
  const film: JsonObject = {
    '1': { class_type: 'LoadVideo', inputs: { file: 'drift.mp4' } },
    '2': { class_type: 'SaveVideo', inputs: { video: ['1', 0], filename_prefix: 'carrier', format: 'mp4', 'format.codec': 'auto' } },
  };
  await client.finished(await client.submit({ prompt: film, workflow }));
  const buffer = await (await page.request.get(`${app.serverUrl}/view?filename=carrier_00001_.mp4&type=output`)).body();
  await app.open(page);
  const graph = graphOf(page);
  await dropFile(graph.region, { name: 'renamed.bin', mimeType: 'video/mp4', buffer });
  await expect(graph.node('Prompt').getByRole('textbox', { name: 'text' })).toHaveValue('drawn from a film');
  await expect(graph.node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue('18446744073709551615');
});

test('plays FLAC, MP3 and Opus', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  await client.finished(await client.submit({ prompt: SOUND_PROMPT }));
  await app.open(page, '/gallery?kind=audio');
  const { open, viewer } = galleryOf(page);
  for (const name of ['tune_00001.flac', 'tune_00002.mp3', 'tune_00003.opus']) {
    await open(name);
    await expectToPlay(viewer.locator('audio'));
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  }
});

test('shows animated pictures with all their frames', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  const id = await client.submit({
    prompt: {
      '1': { class_type: 'LoadVideo', inputs: { file: 'waves.webm' } },
      '2': { class_type: 'GetVideoComponents', inputs: { video: ['1', 0] } },
      '3': {
        class_type: 'SaveAnimatedWEBP',
        inputs: { images: ['2', 0], filename_prefix: 'moving', fps: 8, lossless: false, quality: 80, method: 'default' },
      },
      '4': { class_type: 'SaveAnimatedPNG', inputs: { images: ['2', 0], filename_prefix: 'moving', fps: 8, compress_level: 4 } },
    },
  });
  await client.finished(id);
  await app.open(page, `/gallery?run=${id}`);
  const { open, viewer } = galleryOf(page);
  for (const [name, type] of [
    ['moving_00001_.webp', 'image/webp'],
    ['moving_00002_.png', 'image/png'],
  ] as const) {
    await open(name);
    const picture = viewer.locator('img');
    await expect(picture).toBeVisible();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    const frames = await picture.evaluate(async (image: HTMLImageElement, mime) => {
      const decoder = new ImageDecoder({ data: await (await fetch(image.src)).arrayBuffer(), type: mime });
      await decoder.tracks.ready;
      return decoder.tracks.selectedTrack?.frameCount;
    }, type);
    expect(frames, name).toBeGreaterThan(5);
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  }
});

test('draws a GLB that can be turned', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  const id = await client.submit({
    prompt: {
      '1': {
        class_type: 'Load3D',
        inputs: { model_file: '3d/cube.glb', image: { image: '', mask: '', normal: '' }, width: 64, height: 64 },
      },
      '2': { class_type: 'SaveGLB', inputs: { mesh: ['1', 6], filename_prefix: 'cube' } },
    },
  });
  await client.finished(id);
  await app.open(page, `/gallery?run=${id}`);
  const { open, viewer } = galleryOf(page);
  await open('cube_00001_.glb');
  const canvas = viewer.locator('canvas');
  await expect(canvas).toHaveAccessibleName(/^3D model cube_00001_\.glb/);
  await expect.poll(() => countColors(canvas), 'more than an empty ground').toBeGreaterThan(2);
  const before = await canvas.screenshot();
  await canvas.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(async () => (await canvas.screenshot()).equals(before), 'it has turned').toBe(false);
});

/** How many clearly different colours a canvas shows; its border does not count. */
async function countColors(canvas: Locator): Promise<number> {
  const { data, info } = await sharp(await canvas.screenshot())
    .removeAlpha()
    .resize(64, 64, { kernel: 'nearest' })
    .extract({ left: 8, top: 8, width: 48, height: 48 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colors = new Set<string>();
  for (let at = 0; at < data.length; at += info.channels) colors.add([0, 1, 2].map((channel) => (data[at + channel] ?? 0) >> 5).join());
  return colors.size;
}

test('shows texts: those of the run and those in files', async ({ page, app }) => {
  const client = otherClient(page.request, app.serverUrl);
  const id = await client.submit({
    prompt: {
      '1': { class_type: 'PrimitiveStringMultiline', inputs: { value: 'first line\nsecond line' } },
      '2': { class_type: 'PreviewAny', inputs: { source: ['1', 0] } },
      '3': { class_type: 'SaveText', inputs: { text: ['1', 0], filename_prefix: 'poem', format: 'md' } },
      '4': { class_type: 'TestBigText', inputs: { kilobytes: 300 } },
    },
  });
  await client.finished(id);
  await app.open(page, `/gallery?run=${id}&kind=text`);
  const { outputs, open, viewer } = galleryOf(page);
  await open('poem_00001.md');
  await expect(viewer.getByRole('region', { name: 'poem_00001.md' })).toHaveText('first line\nsecond line', { useInnerText: true });
  await page.keyboard.press('Escape');
  await outputs.filter({ hasText: '0123456789abcdef' }).getByRole('button').first().click();
  await expect(viewer.getByText('Only the first 200,000 characters are shown. Download the file for all of it.')).toBeVisible();
});

/** Runs where it can; says so by a mark on the window it reaches. */
const SCRIPT = '<script>(window.top || window).__hostile = 1</script>';

test('hostile files and names are shown and never run', async ({ page, app }) => {
  const server = serverOf(app);
  const { world } = server.control;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60" onload="window.__hostile=1"><rect width="80" height="60" fill="#c06040"/>${SCRIPT}</svg>`;
  await world.write('output', 'evil.svg', new TextEncoder().encode(svg));
  await world.write('output', 'evil.html', new TextEncoder().encode(`<!doctype html>${SCRIPT}`));
  const client = otherClient(page.request, app.serverUrl);
  const name = '<img src=x onerror="window.__hostile=1"><script>window.__hostile=1</script>';
  await client.finished(
    await client.submit({
      prompt: { '1': { class_type: 'TestHostileNames', inputs: { [name]: name, constructor: 'toString', hasOwnProperty: 1 } } },
    }),
  );
  await app.open(page, '/gallery/output/evil.svg');
  const { viewer, outputs } = galleryOf(page);
  await expect.poll(() => viewer.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(80);
  await expect(viewer.locator('iframe, object, embed')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(outputs.first()).toContainText('<img src=x onerror=');

  await page.goto(`${app.url}#/gallery/output/evil.html`);
  await expect(viewer.getByText('There is no view for this kind of file. Download it to open it elsewhere.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Run details' })).toContainText(name);
  expect(await page.evaluate(() => '__hostile' in window)).toBe(false);
});
