import type { EmbeddedServer } from '@/embedded/index';

/** As `runUntilStep` for a run that `start` begins; a server that is not ours runs freely. Answers how to let the run go on. */
export async function startAndHoldAt(
  server: EmbeddedServer | null,
  start: () => Promise<void>,
  { nodeId, step }: { readonly nodeId: string; readonly step: number },
): Promise<() => void> {
  server?.control.hold();
  await start();
  if (server !== null) await runUntilStep(server, nodeId, step);
  return () => server?.control.release();
}

/** Steps that lead to no progress at all mean that the run does something else than the test thinks. */
const MAX_STEPS = 500;

/**
 * Lets a held server run until a node has reported that many steps, and no further: what the page shows of it stays as long as a test
 * needs to look. Call `control.hold()` before the run begins, and `control.release()` when enough was seen.
 */
export async function runUntilStep({ control }: EmbeddedServer, nodeId: string, step: number): Promise<void> {
  let reached = 0;
  const forget = control.engine.onEvent((event) => {
    if (event.kind === 'json' && event.type === 'progress' && event.data['node'] === nodeId) reached = Number(event.data['value']);
  });
  try {
    for (let steps = 0; reached < step; steps++) {
      if (steps > MAX_STEPS) throw new Error(`node ${nodeId} reported no step ${step}`);
      await control.whenStopped();
      if (reached < step) control.step();
    }
  } finally {
    forget();
  }
}
