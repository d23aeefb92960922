import type { Engine } from './engine/engine';
import type { EngineGate } from './engine/gate';
import type { Faults } from './http/faults';
import type { LogBook } from './http/logs';
import type { RequestLog, RequestRecord } from './http/request-log';
import type { SocketHub } from './http/sockets/socket-hub';
import type { SocketInfo } from './http/sockets/socket-registry';
import type { DiskWorld } from './world/disk-world';

/** The hand of a test (or a demonstration) on a running server. */
export interface EmbeddedControl {
  /** The executor stops before each node start and each progress step. */
  readonly hold: () => void;
  /** Lets one stop pass. */
  readonly step: () => void;
  readonly release: () => void;
  /** Resolves when the held executor stands still. */
  readonly whenStopped: () => Promise<void>;
  /** A node fails instead of running, by id or class, until `clearFailures`. */
  readonly failNode: (classTypeOrId: string, message: string) => void;
  readonly clearFailures: () => void;
  /** Requests below a path (the `/api` in front does not count) are answered late. Returns its remover. */
  readonly slowRoute: (pathPrefix: string, delayMs: number) => () => void;
  /** Requests below a path get a status, or their connection is reset; `/ws` too. `times` absent = until removed. Returns its remover. */
  readonly failRoute: (pathPrefix: string, outcome: number | 'reset', times?: number) => () => void;
  /** Removes all slow and failing routes. */
  readonly clearRoutes: () => void;
  /** Breaks every socket; clients may connect again at once. */
  readonly dropSockets: () => void;
  /** As a restart of the process: queue, history, cache, log and counters empty, sockets broken, temp wiped; files stay. */
  readonly restart: () => void;
  /** Writes a line into the server's log. */
  readonly log: (text: string, level?: 'info' | 'warning' | 'error') => void;
  readonly setStepMs: (stepMs: number) => void;
  readonly sockets: () => readonly SocketInfo[];
  readonly requests: () => readonly RequestRecord[];
  readonly clearRequests: () => void;
  readonly engine: Engine;
  /** The files; reading and writing here is the same as on disk. */
  readonly world: DiskWorld;
}

/** What the control acts on. */
export interface ControlParts {
  readonly engine: Engine;
  readonly gate: EngineGate;
  readonly world: DiskWorld;
  readonly hub: SocketHub;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly logs: LogBook;
  readonly logSubscribers: Set<string>;
}

export function createControl({ engine, gate, world, hub, faults, requests, logs, logSubscribers }: ControlParts): EmbeddedControl {
  return {
    hold: gate.hold,
    step: gate.step,
    release: gate.release,
    whenStopped: gate.whenStopped,
    failNode: gate.failNode,
    clearFailures: gate.clearFailures,
    slowRoute: faults.slow,
    failRoute: faults.fail,
    clearRoutes: faults.clear,
    dropSockets: hub.dropAll,
    restart: () => {
      hub.dropAll();
      engine.restart();
      world.wipeTemp();
      logs.clear();
      logSubscribers.clear();
    },
    log: (text, level = 'info') => logs[level](text),
    setStepMs: world.setStepMs,
    sockets: hub.infos,
    requests: requests.all,
    clearRequests: requests.clear,
    engine,
    world,
  };
}
