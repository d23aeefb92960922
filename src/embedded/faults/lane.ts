import type { Clock, TimerHandle } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import type { ProxyFaults } from './faults';

/** One direction of one connection: what goes in comes out in the same order, late or held as the faults of the moment say. */
export interface Lane {
  readonly send: (sizeBytes: number, deliver: () => void) => void;
  /** Looks at the faults again: a stall ended. */
  readonly pump: () => void;
  /** Things on their way. */
  readonly waiting: () => number;
  /** Nothing comes out any more. */
  readonly close: () => void;
}

/** Where and when a lane lives. */
export interface LaneParts {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly faults: () => ProxyFaults;
}

interface Parcel {
  readonly dueMs: number;
  readonly deliver: () => void;
}

/** Creates an empty lane. Without faults everything comes out at once, in the same call. */
export function createLane({ clock, random, faults }: LaneParts): Lane {
  let parcels: Parcel[] = [];
  let timer: TimerHandle | null = null;
  let lastDueMs = 0;
  const pump = (): void => {
    timer?.cancel();
    timer = null;
    while (parcels.length > 0 && faults().isStalled !== true) {
      const [next] = parcels;
      if (next === undefined) return;
      const waitMs = next.dueMs - clock.monotonicMs();
      if (waitMs > 0) {
        timer = clock.after(waitMs, pump);
        return;
      }
      parcels.shift();
      next.deliver();
    }
  };
  return {
    pump,
    send: (sizeBytes, deliver) => {
      const dueMs = Math.max(lastDueMs, clock.monotonicMs() + toDelayMs(faults(), random)) + toTransferMs(faults(), sizeBytes);
      lastDueMs = dueMs;
      parcels.push({ dueMs, deliver });
      if (timer === null) pump();
    },
    waiting: () => parcels.length,
    close: () => {
      timer?.cancel();
      parcels = [];
    },
  };
}

function toDelayMs({ latencyMs = 0, jitterMs = 0 }: ProxyFaults, random: RandomSource): number {
  if (jitterMs === 0) return latencyMs;
  const words = new Uint32Array(1);
  random(words);
  return Math.max(0, latencyMs + jitterMs * (((words[0] ?? 0) / 2 ** 32) * 2 - 1));
}

function toTransferMs({ bytesPerSecond }: ProxyFaults, sizeBytes: number): number {
  return bytesPerSecond === undefined ? 0 : (sizeBytes / bytesPerSecond) * 1_000;
}
