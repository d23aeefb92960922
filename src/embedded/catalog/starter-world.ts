import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';
import type { FolderType } from '../engine/node-class';
import { drawInputs } from './starter/inputs';
import { masksWorkflow, mediaWorkflow, portraitWorkflow, upscaleWorkflow } from './starter/workflows';

/** Where the starter world's files go. Paths have `/`; user files are relative to the user's folder. */
interface StarterTarget {
  readonly writeFile: (type: FolderType, path: string, bytes: Uint8Array) => Promise<void>;
  readonly writeUserFile: (path: string, text: string) => Promise<void>;
}

/** Runs that the server executes at its start, oldest first, so that history has a past. */
export type StarterRuns = readonly { readonly prompt: JsonObject; readonly workflow: JsonObject }[];

/** Draws input files and writes three workflows; gives back the runs to execute. Equal at every call. */
export async function fillStarterWorld(target: StarterTarget): Promise<StarterRuns> {
  for (const [path, bytes] of await drawInputs()) await target.writeFile('input', path, bytes);
  const portrait = portraitWorkflow({
    text: 'portrait of a lighthouse keeper, red scarf, evening light',
    seed: 482_910_337,
    prefix: 'portrait',
  });
  const workflows = { portrait, upscale: upscaleWorkflow(), masks: masksWorkflow() };
  for (const [name, { workflow }] of Object.entries(workflows)) {
    await target.writeUserFile(`workflows/${name}.json`, stringifyExactJson(workflow, 2));
  }
  await target.writeUserFile('workflows/.index.json', stringifyExactJson({ favorites: ['workflows/portrait.json'] }));
  return [
    portraitWorkflow({ text: 'sunset over blue mountains, mist', seed: 12_345, prefix: 'landscape' }),
    portraitWorkflow({ text: 'neon city at night, rain', seed: 18446744073709551615n, prefix: 'city' }),
    mediaWorkflow(),
    workflows.masks,
    workflows.upscale,
    portrait,
  ];
}
