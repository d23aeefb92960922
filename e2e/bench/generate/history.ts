import type { JsonObject } from '@/lib/json';
import { PICTURE_COUNT } from './pictures';

/** Finished runs by prompt id, oldest first, one picture each. Every address is its own, so that no cache answers for another. */
export function generateHistory(count: number): Record<string, JsonObject> {
  return Object.fromEntries(Array.from({ length: count }, (_none, index) => generateEntry(index)));
}

/** Folders of `output` that all hold the 16 pictures. */
export function pictureFolders(count: number): readonly string[] {
  return Array.from({ length: Math.ceil(count / PICTURE_COUNT) }, (_none, index) => folderName(index));
}

function folderName(index: number): string {
  return `bench-${String(index).padStart(5, '0')}`;
}

const FIRST_RUN_MS = 1_700_000_000_000;
const RUN_MS = 20_000;

function generateEntry(index: number): [string, JsonObject] {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const timestamp = FIRST_RUN_MS + index * RUN_MS;
  const prompt = {
    '1': {
      class_type: 'BenchNode0009',
      inputs: { amount: index, steps: 20, strength: 1, file: 'x.safetensors', text: `picture ${index}` },
    },
  };
  const image = { filename: `picture_${String(index % PICTURE_COUNT).padStart(2, '0')}.png`, type: 'output' };
  const entry = {
    prompt: [index, id, prompt, { create_time: timestamp, client_id: 'bench' }, ['1']],
    outputs: { '1': { images: [{ ...image, subfolder: folderName(Math.floor(index / PICTURE_COUNT)) }] } },
    status: {
      status_str: 'success',
      completed: true,
      messages: [
        ['execution_start', { prompt_id: id, timestamp }],
        ['execution_success', { prompt_id: id, timestamp: timestamp + RUN_MS / 2 }],
      ],
    },
    meta: {},
  };
  return [id, entry];
}
