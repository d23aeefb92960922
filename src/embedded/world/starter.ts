import path from 'node:path';
import { AppError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import { fillStarterWorld, type StarterRuns } from '../catalog/starter-world';
import type { Engine } from '../engine/engine';
import type { DiskWorld } from './disk-world';
import { writeFileDeep } from './files';

/** Draws the input files and writes the workflows of the default user. @returns the runs to execute, oldest first. */
export async function fillWorld(world: DiskWorld): Promise<StarterRuns> {
  const userFolder = path.join(world.userRoot, 'default');
  return fillStarterWorld({
    writeFile: world.write,
    writeUserFile: (name, text) => Promise.resolve(writeFileDeep(path.join(userFolder, name), text)),
  });
}

/**
 * Submits the runs one after the other, as a client that is gone did, and waits until all are in history.
 * @throws AppError `starter-run` when the engine refuses one.
 */
export async function runStarterJobs(engine: Engine, runs: StarterRuns): Promise<void> {
  for (const { prompt, workflow } of runs) {
    const answer = engine.submit({ prompt, client_id: 'starter', extra_data: { extra_pnginfo: { workflow } } });
    if (answer.status !== 200) throw new AppError('starter-run', `the engine refused a starter run: ${stringifyExactJson(answer.body)}`);
    await whenIdle(engine);
  }
}

function whenIdle(engine: Engine): Promise<void> {
  if (engine.queueRemaining() === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = engine.onEvent(() => {
      if (engine.queueRemaining() > 0) return;
      stop();
      resolve();
    });
  });
}
