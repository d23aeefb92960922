/** What is known about how long a run has been going on. */
export interface RunAge {
  /** The server's stamp of the start, if heard. */
  readonly startedAtMs: number | null;
  /** By the server's clock, as far as it is known. */
  readonly nowMs: number;
  /** Since this page first saw the run, by its own steady clock. */
  readonly seenForMs: number;
  /** Since this page was opened: no start can have been heard earlier. */
  readonly pageAgeMs: number;
}

export interface Elapsed {
  readonly ms: number;
  /** True when the run may have begun earlier. */
  readonly isAtLeast: boolean;
}

/** Clocks of two machines differ a little even when both are set. */
const SLACK_MS = 2_000;

/**
 * How long a run has been going on. The server's stamp is believed only where it fits what this page saw itself, since the two clocks
 * may be hours apart; otherwise the time the page has watched is all that is sure.
 */
export function toElapsed({ startedAtMs, nowMs, seenForMs, pageAgeMs }: RunAge): Elapsed {
  if (startedAtMs !== null) {
    const ms = nowMs - startedAtMs;
    if (ms >= seenForMs - SLACK_MS && ms <= pageAgeMs + SLACK_MS) return { ms: Math.max(ms, seenForMs), isAtLeast: false };
  }
  return { ms: seenForMs, isAtLeast: true };
}
