/**
 * A proxy that breaks things on purpose, for tests: it stands between a client and a server and makes the network between them as bad
 * as it is told. HTTP answers are handed on whole, sockets frame by frame. Time and chance are injected.
 */
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { systemClock, type Clock } from '@/lib/clock';
import { systemRandom, type RandomSource } from '@/lib/random';
import type { ProxyFaults } from './faults';
import { relayRequest } from './http-relay';
import type { Lane } from './lane';
import { relayUpgrade } from './socket-relay';

/** How often the proxy was asked for something. */
export interface ProxyCounts {
  readonly requests: number;
  /** Attempts to open a socket, refused ones by `refuse` apart: those never arrive. */
  readonly upgrades: number;
}

/** A running proxy and the hand on it. */
export interface FaultProxy {
  readonly url: string;
  /** Replaces all faults; `{}` heals. */
  readonly setFaults: (faults: ProxyFaults) => void;
  /** Breaks every connection and frees the port: new ones are refused. */
  readonly refuse: () => Promise<void>;
  /** Listens again, on the same port. */
  readonly accept: () => Promise<void>;
  /** Breaks every connection; new ones are welcome. */
  readonly resetAll: () => void;
  /** Breaks the sockets only: requests under way go on. */
  readonly resetSockets: () => void;
  /** From now on another server stands behind the address; with a fresh one this is a restart with empty state. */
  readonly swapUpstream: (url: string) => void;
  readonly counts: () => ProxyCounts;
  readonly stop: () => Promise<void>;
}

/** What is behind the proxy, and its dependencies. */
export interface FaultProxyOptions {
  readonly upstream: string;
  readonly clock?: Clock;
  readonly random?: RandomSource;
}

/** Starts a proxy without faults on a free loopback port. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  let faults: ProxyFaults = {};
  let upstream = new URL(options.upstream);
  const counts = { requests: 0, upgrades: 0 };
  const lanes = new Set<Lane>();
  const open = new Set<Duplex>();
  const hanging = new Set<Duplex>();
  const sockets = new WebSocketServer({ noServer: true });
  const parts = {
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    faults: () => faults,
    upstream: () => upstream,
    lanes,
    sockets,
    hanging,
  };
  const server = http.createServer((request, response) => {
    counts.requests += 1;
    void relayRequest(request, response, parts);
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    counts.upgrades += 1;
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    relayUpgrade(request, socket, head, parts);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  });
  const resetAll = (): void => {
    for (const socket of [...open, ...hanging]) socket.destroy();
  };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      resetAll();
    });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    setFaults: (next) => {
      faults = next;
      for (const lane of [...lanes]) lane.pump();
    },
    refuse: close,
    accept: () => listen(server, port).then(() => undefined),
    resetAll,
    resetSockets: () => upgraded.forEach((socket) => socket.destroy()),
    swapUpstream: (url) => {
      upstream = new URL(url);
      resetAll();
    },
    counts: () => ({ ...counts }),
    stop: () => (server.listening ? close() : Promise.resolve()),
  };
}

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
