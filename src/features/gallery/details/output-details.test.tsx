import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { toFinishedJob } from '@/jobs/finished-job';
import type { JsonObject } from '@/lib/json';
import { writePngText } from '@/media/png';
import { toNodeId } from '@/protocol/ids';
import { buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import type { GalleryItem } from '../gallery-items';
import { OutputDetails } from './output-details';

const PROMPT: JsonObject = {
  '1': { class_type: 'Loader', inputs: { ckpt_name: 'base.safetensors' } },
  '2': {
    class_type: 'Lora',
    inputs: { lora_name: 'ink.safetensors', strength_model: 0.7000000000000002, strength_clip: 1, model: ['1', 0] },
  },
  '3': { class_type: 'Encode', inputs: { text: 'a lighthouse', clip: ['1', 1] } },
  '4': { class_type: 'Encode', inputs: { text: 'blur', clip: ['1', 1] } },
  '5': { class_type: 'Latent', inputs: { width: 640, height: 384 } },
  '6': {
    class_type: 'Sample',
    inputs: {
      seed: 7,
      steps: 12,
      cfg: 4.5,
      sampler_name: 'euler',
      scheduler: 'karras',
      model: ['2', 0],
      positive: ['3', 0],
      negative: ['4', 0],
      latent_image: ['5', 0],
    },
  },
  '7': { class_type: 'Save', inputs: { images: ['6', 0] } },
};
const OUTPUT: GalleryItem['output'] = {
  kind: 'image',
  nodeId: toNodeId('7'),
  key: 'images',
  file: { filename: 'a.png', subfolder: '', type: 'output' },
  text: null,
};
/** One black pixel. */
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='), (char) =>
  char.charCodeAt(0),
);

function show(item: Partial<GalleryItem>, file: Uint8Array<ArrayBuffer> = PNG) {
  return renderWithSession(
    <OutputDetails
      item={{ ref: 'output/a.png', job: null, output: OUTPUT, ...item }}
      loaded={null}
      mark={undefined}
      onMark={() => undefined}
    />,
    {
      client: { readFile: () => Promise.resolve(file) },
      wrap: createPageParts().wrap,
    },
  );
}

describe('details of an output', () => {
  const job = toFinishedJob(buildHistoryEntry('p1', { prompt: PROMPT, outputs: {} }), false);

  it('say in words what it was made with', () => {
    show({ job });
    const text = document.body.textContent;
    for (const part of [
      'Modelbase.safetensors',
      'LoRAink.safetensors × 0.7 (text encoder 1)',
      'Negative promptblur',
      'Sampled at640 × 384',
    ])
      expect(text).toContain(part);
    const settings = within(screen.getByRole('list', { name: 'Sampling' })).getAllByRole('listitem');
    expect(settings.map(({ textContent }) => textContent)).toEqual(['Sampler euler', 'Scheduler karras', 'Steps 12', 'CFG 4.5', 'Seed 7']);
  });

  it('copy everything at once', async () => {
    const { user } = show({ job });
    await user.click(screen.getByRole('button', { name: 'Copy all parameters' }));
    expect(await navigator.clipboard.readText()).toBe(
      [
        'a lighthouse',
        'Negative prompt: blur',
        'Model: base.safetensors',
        'LoRA: ink.safetensors × 0.7 (text encoder 1)',
        'Sampler: euler, Scheduler: karras, Steps: 12, CFG: 4.5, Seed: 7',
        'Sampled at: 640 × 384',
      ].join('\n'),
    );
  });

  it('show the prompt as it was sent when asked', async () => {
    const { user } = show({ job });
    expect(screen.queryByRole('region', { name: 'Prompt as JSON' })).toBeNull();
    await user.click(screen.getByText('Prompt as JSON'));
    expect((await screen.findByRole('region', { name: 'Prompt as JSON' })).textContent).toContain('"ckpt_name": "base.safetensors"');
  });

  it('come from the file itself when the run is forgotten', async () => {
    show({}, new Uint8Array(writePngText(PNG, [{ keyword: 'prompt', text: JSON.stringify(PROMPT) }])));
    expect(await screen.findByText(/Read from the file itself/)).toBeTruthy();
    expect(document.body.textContent).toContain('Modelbase.safetensors');
  });

  it('say that nothing is known', async () => {
    show({});
    expect(await screen.findByText(/How this was made is not known/)).toBeTruthy();
  });
});
