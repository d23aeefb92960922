import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPngText } from '@/media/png';
import { sendRaw, type RawAnswer } from '../contract/raw-request';
import { until } from '../contract/settle';
import { startEmbeddedServer, type EmbeddedServer } from '../index';

const SEED = '18446744073709551615';

let server: EmbeddedServer;

beforeEach(async () => {
  server = await startEmbeddedServer();
});
afterEach(() => server.stop());

function get(path: string): Promise<RawAnswer> {
  return sendRaw(server.url, { method: 'GET', path });
}

it('object_info carries the largest seed as an integer', async () => {
  expect((await get('/object_info/KSampler')).text).toMatch(new RegExp(`"max":\\s?${SEED}\\b`));
});

it('a 64-bit seed and a bare NaN arrive in history, job and PNG as they were sent', async () => {
  const nodes = {
    1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: server.control.world.models('checkpoints')[0] } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: 'a pier', clip: ['1', 1] } },
    3: { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    4: {
      class_type: 'KSampler',
      inputs: {
        model: ['1', 0],
        seed: 0,
        steps: 1,
        cfg: 7,
        sampler_name: 'euler',
        scheduler: 'normal',
        positive: ['2', 0],
        negative: ['2', 0],
        latent_image: ['3', 0],
        denoise: 1,
      },
    },
    5: { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['1', 2] } },
    6: { class_type: 'SaveImage', inputs: { images: ['5', 0], filename_prefix: 'exact' } },
  };
  const body = JSON.stringify({ prompt: nodes, extra_data: { extra_pnginfo: { workflow: { id: 'w', odd: 'NAN' } } } });
  const exact = body.replace('"seed":0', `"seed":${SEED}`).replace('"NAN"', 'NaN');
  const answer = await sendRaw(server.url, { method: 'POST', path: '/prompt', body: exact });
  expect(answer.status).toBe(200);
  await until(() => server.control.engine.queueRemaining() === 0);
  const { prompt_id: id } = answer.body as { prompt_id: string };
  for (const path of [`/history/${id}`, `/api/jobs/${id}`]) {
    const { text } = await get(path);
    expect(text).toContain(`"seed":${SEED}`);
    expect(text).toContain('"odd":NaN');
  }
  const texts = await readPngText((await server.control.world.read('output', 'exact_00001_.png')) ?? new Uint8Array());
  expect(texts.find((entry) => entry.keyword === 'prompt')?.text).toMatch(new RegExp(`"seed":\\s?${SEED}`));
  expect(texts.find((entry) => entry.keyword === 'workflow')?.text).toMatch(/"odd":\s?NaN/);
});
