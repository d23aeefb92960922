/**
 * The hand on the executor, for tests and demonstrations: hold it before node starts and progress steps, let single steps pass, make nodes fail.
 * An engine without a gate runs freely. A held executor can still be interrupted.
 */
export interface EngineGate {
  /** From now on the executor stops before each node start and each progress step; unused steps are forgotten. */
  readonly hold: () => void;
  /** Lets everything run again. */
  readonly release: () => void;
  /** Lets one stop pass; if none is reached yet, the next one does not stop. No effect unless held. */
  readonly step: () => void;
  readonly isHeld: () => boolean;
  /** Resolves when the executor stands at the gate; at once if it does already. */
  readonly whenStopped: () => Promise<void>;
  /** Makes a node fail instead of running, by its id or its class, until `clearFailures`. */
  readonly failNode: (classTypeOrId: string, message: string) => void;
  readonly clearFailures: () => void;
  /** For the executor: the message to fail with, if any. An id goes before a class. */
  readonly failureOf: (nodeId: string, classType: string) => string | undefined;
  /** For the executor: resolves when it may go on. The signal lets an interrupt through. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
}

/** Creates an open gate. One gate serves one engine. */
export function createGate(): EngineGate {
  const failures = new Map<string, string>();
  const waiting = new Set<() => void>();
  let arrivals: (() => void)[] = [];
  let isHeld = false;
  let freeSteps = 0;
  const letThrough = (count: number): number => {
    const passing = [...waiting].slice(0, count);
    for (const go of passing) go();
    return passing.length;
  };
  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        waiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      waiting.add(go);
      signal.addEventListener('abort', go);
      const announced = arrivals;
      arrivals = [];
      for (const announce of announced) announce();
    });
  return {
    hold: () => {
      isHeld = true;
      freeSteps = 0;
    },
    release: () => {
      isHeld = false;
      freeSteps = 0;
      letThrough(Infinity);
    },
    step: () => {
      if (isHeld && letThrough(1) === 0) freeSteps++;
    },
    isHeld: () => isHeld,
    whenStopped: () => (waiting.size > 0 ? Promise.resolve() : new Promise((resolve) => arrivals.push(resolve))),
    failNode: (classTypeOrId, message) => void failures.set(classTypeOrId, message),
    clearFailures: () => failures.clear(),
    failureOf: (nodeId, classType) => failures.get(nodeId) ?? failures.get(classType),
    pass: (signal) => {
      if (!isHeld || signal.aborted) return Promise.resolve();
      if (freeSteps === 0) return wait(signal);
      freeSteps--;
      return Promise.resolve();
    },
  };
}
