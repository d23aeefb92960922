import type { Clock } from '@/lib/clock';

/** What a test wants done to a request before the server sees it. */
type Fault = { readonly kind: 'status'; readonly status: number } | { readonly kind: 'reset' };

/** Delays and failures by path, set by `control`. Paths are compared without a leading `/api`. */
export interface Faults {
  /** Every request below the path waits so long (on the injected clock). Returns its remover. */
  readonly slow: (pathPrefix: string, delayMs: number) => () => void;
  /** Requests below the path fail, `times` of them or all. Returns its remover. */
  readonly fail: (pathPrefix: string, outcome: number | 'reset', times?: number) => () => void;
  /** Counts as one use of a failure. */
  readonly take: (path: string) => Fault | undefined;
  readonly wait: (path: string) => Promise<void>;
  readonly clear: () => void;
}

interface Failure {
  readonly prefix: string;
  readonly fault: Fault;
  left: number;
}

export function createFaults(clock: Clock): Faults {
  const slow = new Set<{ prefix: string; delayMs: number }>();
  const failures = new Set<Failure>();
  return {
    slow: (pathPrefix, delayMs) => {
      const entry = { prefix: withoutApi(pathPrefix), delayMs };
      slow.add(entry);
      return () => slow.delete(entry);
    },
    fail: (pathPrefix, outcome, times = Number.POSITIVE_INFINITY) => {
      const fault: Fault = outcome === 'reset' ? { kind: 'reset' } : { kind: 'status', status: outcome };
      const entry = { prefix: withoutApi(pathPrefix), fault, left: times };
      failures.add(entry);
      return () => failures.delete(entry);
    },
    take: (path) => {
      const hit = [...failures].find((entry) => withoutApi(path).startsWith(entry.prefix));
      if (hit === undefined) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) failures.delete(hit);
      return hit.fault;
    },
    wait: (path) => {
      const delayMs = Math.max(0, ...[...slow].filter((entry) => withoutApi(path).startsWith(entry.prefix)).map((entry) => entry.delayMs));
      if (delayMs === 0) return Promise.resolve();
      return new Promise((resolve) => {
        clock.after(delayMs, resolve);
      });
    },
    clear: () => {
      slow.clear();
      failures.clear();
    },
  };
}

function withoutApi(path: string): string {
  return path.replace(/^\/api(?=\/|$)/, '');
}
