import fs from 'node:fs';
import type { Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { EmbeddedControl } from '../control';
import { assembleServer } from './assemble';
import { resolveOptions, type EmbeddedOptions } from './embedded-options';

/** A running server. */
export interface EmbeddedServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly control: EmbeddedControl;
  /** Closes sockets and port and removes a temporary data folder. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a ComfyUI look-alike in this process.
 * @throws the listen error (`EADDRINUSE`) when the port is taken.
 */
export async function startEmbeddedServer(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const isTemporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'comfydeck-'));
  const { host } = resolveOptions(options);
  const { server, control, dispose } = await assembleServer(options, dataDir);
  const stop = async (): Promise<void> => {
    dispose();
    await close(server);
    if (isTemporary) fs.rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const port = await listen(server, options.port ?? 0, host);
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, control, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
