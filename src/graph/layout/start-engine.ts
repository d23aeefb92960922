import Elk from 'elkjs/lib/elk-api.js';
import type { LayoutEngine } from './lay-out';

/** A layout engine in a worker of its own; `stop` ends it, and what it was at never comes to an end. */
export function startLayoutEngine(): LayoutEngine & { readonly stop: () => void } {
  const elk = new Elk({ workerFactory: () => new Worker(new URL('./elk.worker.ts', import.meta.url), { type: 'module' }) });
  return { layout: (graph) => elk.layout(graph), stop: () => elk.terminateWorker() };
}
