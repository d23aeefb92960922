import { builtinEnvironments } from 'vitest/runtime';

/** What a server in the same process, and a client that talks to it, need from Node. */
const NODE_CLASSES = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'FormData',
  'Blob',
  'File',
  'AbortController',
  'AbortSignal',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'BroadcastChannel',
] as const;

let isInstalled = false;

/** True where HTTP is Node's. */
export function hasNodeHttp(): boolean {
  return isInstalled;
}

/**
 * Puts happy-dom's document and elements into a Node environment, but leaves HTTP to Node. A component test that runs an embedded
 * server has both in one process, and happy-dom's own HTTP classes would serve broken answers: such a file begins with
 * `// @vitest-environment node`.
 */
export async function installDom(): Promise<void> {
  isInstalled = true;
  const kept = NODE_CLASSES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  await builtinEnvironments['happy-dom'].setup(globalThis, {});
  for (const [name, descriptor] of kept) {
    if (descriptor !== undefined) Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
  }
}
