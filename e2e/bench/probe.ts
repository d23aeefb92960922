/** What one stretch of watching gave. */
export interface Watched {
  readonly wallMs: number;
  readonly frames: number;
  readonly fps: number;
  readonly worstMs: number;
  readonly p95Ms: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
  readonly longTaskSumMs: number;
}

/** The newest mark of a name. */
export interface SeenMark {
  readonly atMs: number;
  readonly detail: unknown;
}

/** Lives in the measured page as `window.benchProbe`. Times are of `performance.now()`. */
export interface Probe {
  readonly begin: () => void;
  readonly end: () => Watched;
  /** End of the last long task or of a frame gap above 50 ms. */
  readonly busyUntilMs: () => number;
  readonly mark: (name: string) => SeenMark | null;
  readonly sockets: () => { readonly received: number; readonly lastAtMs: number };
  /** When `URL.createObjectURL` was last called. */
  readonly lastBlobAtMs: () => number;
  /** When the last click of the user reached the window, before any handler of the page. */
  readonly lastClickAtMs: () => number;
}

declare global {
  interface Window {
    benchProbe: Probe;
  }
}

/** Runs in the page before any script of it; refers to nothing outside itself. */
export function installProbe(): void {
  const LONG_GAP_MS = 50;
  let deltas: number[] = [];
  let tasks: number[] = [];
  let startedAt = 0;
  let last = 0;
  let busyUntil = 0;
  const marks = new Map<string, { atMs: number; detail: unknown }>();
  const sockets = { received: 0, lastAtMs: 0 };
  let lastBlobAt = 0;
  let lastClickAt = 0;

  const frame = (now: number): void => {
    const delta = now - last;
    if (last > 0) {
      deltas.push(delta);
      if (delta > LONG_GAP_MS) busyUntil = Math.max(busyUntil, now);
    }
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const takeTasks = (entries: PerformanceEntryList): void => {
    for (const { startTime, duration } of entries) {
      if (startTime >= startedAt) tasks.push(duration);
      busyUntil = Math.max(busyUntil, startTime + duration);
    }
  };
  const taskObserver = new PerformanceObserver((list) => takeTasks(list.getEntries()));
  taskObserver.observe({ type: 'longtask', buffered: true });
  const takeMarks = (entries: PerformanceEntryList): void => {
    for (const entry of entries) marks.set(entry.name, { atMs: entry.startTime, detail: (entry as PerformanceMark).detail });
  };
  const markObserver = new PerformanceObserver((list) => takeMarks(list.getEntries()));
  markObserver.observe({ type: 'mark', buffered: true });

  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', () => {
        sockets.received++;
        sockets.lastAtMs = performance.now();
      });
    }
  };
  // The text is ready when a file is made of it; copying it there is the browser's own work.
  window.Blob = class extends Blob {
    constructor(...parts: ConstructorParameters<typeof Blob>) {
      lastBlobAt = performance.now();
      super(...parts);
    }
  };
  window.addEventListener(
    'click',
    (event) => {
      // A page clicks its own download links.
      if (event.isTrusted) lastClickAt = performance.now();
    },
    true,
  );

  window.benchProbe = {
    begin: () => {
      taskObserver.takeRecords();
      deltas = [];
      tasks = [];
      startedAt = performance.now();
    },
    end: () => {
      takeTasks(taskObserver.takeRecords());
      const wallMs = performance.now() - startedAt;
      // The frame that never came is the worst of all.
      const sorted = [...deltas, performance.now() - last].sort((a, b) => a - b);
      return {
        wallMs,
        frames: deltas.length,
        fps: (deltas.length * 1000) / wallMs,
        worstMs: sorted.at(-1) ?? wallMs,
        p95Ms: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? wallMs,
        longTasks: tasks.length,
        longestTaskMs: Math.max(0, ...tasks),
        longTaskSumMs: tasks.reduce((sum, ms) => sum + ms, 0),
      };
    },
    busyUntilMs: () => {
      takeTasks(taskObserver.takeRecords());
      return busyUntil;
    },
    mark: (name) => {
      takeMarks(markObserver.takeRecords());
      return marks.get(name) ?? null;
    },
    sockets: () => ({ ...sockets }),
    lastBlobAtMs: () => lastBlobAt,
    lastClickAtMs: () => lastClickAt,
  };
}

/** A slowdown planted into every frame of the product, to see that the benchmark finds it. */
export function plantSlowness(busyMs: number): void {
  const spin = (): void => {
    const until = performance.now() + busyMs;
    while (performance.now() < until);
    requestAnimationFrame(spin);
  };
  requestAnimationFrame(spin);
}
