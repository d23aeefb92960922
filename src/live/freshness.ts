import { FRESH_DELAYED_AFTER_MS, FRESH_OFFLINE_AFTER_MS, FRESH_STALE_AFTER_MS } from '@/config/limits';
import type { LiveState } from './state';

export type FreshnessState = 'connecting' | 'live' | 'delayed' | 'stale' | 'offline';

/** How old the newest word of the server is. `ageMs` is null before the first. */
export interface Freshness {
  readonly state: FreshnessState;
  readonly ageMs: number | null;
}

/**
 * Judges the age of the last frame or good poll. `connecting` only while nothing was ever heard and nothing failed yet: a server that
 * refused the first attempt is `offline`.
 * @param nowMs monotonic time of the clock the store was made with.
 */
export function selectFreshness(state: Pick<LiveState, 'connection'>, nowMs: number): Freshness {
  const { lastEvidenceAtMs, failure } = state.connection;
  if (lastEvidenceAtMs === null) return { state: failure === null ? 'connecting' : 'offline', ageMs: null };
  const ageMs = Math.max(0, nowMs - lastEvidenceAtMs);
  return { state: toState(ageMs), ageMs };
}

function toState(ageMs: number): FreshnessState {
  if (ageMs < FRESH_DELAYED_AFTER_MS) return 'live';
  if (ageMs < FRESH_STALE_AFTER_MS) return 'delayed';
  return ageMs < FRESH_OFFLINE_AFTER_MS ? 'stale' : 'offline';
}
