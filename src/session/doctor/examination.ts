import type { ApiClient } from '@/api/client';
import type { Clock } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import type { SocketLike } from '@/live/connection';
import type { DoctorRowId } from './table';

/** What is wrong with one row. `hidden`: the browser may not read the answer. */
export type RowTrouble =
  | 'unreachable'
  | 'timeout'
  | 'sign-in'
  | 'refused'
  | 'missing'
  | 'too-large'
  | 'gateway'
  | 'failed'
  | 'page'
  | 'unreadable'
  | 'wrong'
  | 'closed'
  | 'silent'
  | 'corrupt'
  | 'lost'
  | 'doubled'
  | 'disordered'
  | 'slow'
  | 'unsteady'
  | 'narrow'
  | 'uncompressed'
  | 'no-range'
  | 'open-to-all'
  | 'not-secure';

/** Why a row was not tried. */
export type Untried = 'unreachable' | 'hidden' | 'busy' | 'needs-other' | 'not-here' | 'not-asked' | 'local' | 'small';

/** What became of one row. */
export interface RowResult {
  readonly id: DoctorRowId;
  /** `absent`: an older server that has no such thing, which is no fault. */
  readonly state: 'ok' | 'trouble' | 'absent' | 'untried';
  /** Empty unless `trouble`; a socket may lose and double frames at once. */
  readonly troubles: readonly RowTrouble[];
  readonly untried: Untried | null;
  /** Status of the last answer; 0 = none. */
  readonly status: number;
  readonly elapsedMs: number | null;
  readonly sizeBytes: number | null;
}

/** Where the questions come from; null where that is no browser page. */
export interface DoctorPlace {
  /** Origin of the page, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string | null;
  readonly isSecureContext: boolean | null;
}

/** What an examination needs. */
export interface DoctorParts {
  readonly client: Pick<ApiClient, 'base' | 'probe'>;
  readonly openSocket: (url: string) => SocketLike;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly place: DoctorPlace;
  /** How long the socket is left alone to see whether the way cuts it; 0 = not tried. */
  readonly idleMs: number;
  /** True when a tiny picture may be made while the queue is empty, to see a run's frames; it is removed again. */
  readonly mayRun: boolean;
  /** Ends a long silence early, when nobody waits for the end any more. */
  readonly signal?: AbortSignal;
}

/** Notes results as they come. */
export interface Notes {
  readonly add: (id: DoctorRowId, result?: Partial<Omit<RowResult, 'id'>>) => void;
  readonly of: (id: DoctorRowId) => RowResult | undefined;
}

/** A result from what is known of it; without troubles it is `ok`. */
export function toResult(id: DoctorRowId, given: Partial<Omit<RowResult, 'id'>> = {}): RowResult {
  const troubles = given.troubles ?? [];
  const untried = given.untried ?? null;
  const state = given.state ?? (untried !== null ? 'untried' : troubles.length > 0 ? 'trouble' : 'ok');
  return {
    id,
    state,
    troubles,
    untried,
    status: given.status ?? 0,
    elapsedMs: given.elapsedMs ?? null,
    sizeBytes: given.sizeBytes ?? null,
  };
}

/** Resolves after a while of the given clock, or when the signal says so. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(ms, resolve);
    signal?.addEventListener('abort', () => {
      timer.cancel();
      resolve();
    });
  });
}
