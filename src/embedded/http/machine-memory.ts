import type { Engine } from '../engine/engine';

const GIB = 1024 ** 3;
const RAM_TOTAL = 64 * GIB;
const VRAM_TOTAL = 24 * GIB;

/** Bytes of the invented machine, as `/system_stats` names them. */
export interface MemoryFigures {
  readonly ramTotal: number;
  readonly ramFree: number;
  readonly vramTotal: number;
  readonly vramFree: number;
  readonly torchVramTotal: number;
  readonly torchVramFree: number;
}

/** The memory of an invented machine: it fills while something runs, and what a run has loaded stays until `free`. */
export interface MachineMemory {
  readonly read: () => MemoryFigures;
  /** As ComfyUI does it: between prompts, so at once only while nothing runs. */
  readonly unload: () => void;
  readonly dispose: () => void;
}

/** Watches the runs of an engine. */
export function createMachineMemory(engine: Engine): MachineMemory {
  let isLoaded = false;
  let isUnloadDue = false;
  const isBusy = (): boolean => engine.queue().queue_running.length > 0;
  const settle = (): void => {
    if (isBusy()) isLoaded = true;
    else if (isUnloadDue) {
      isLoaded = false;
      isUnloadDue = false;
    }
  };
  const dispose = engine.onEvent(settle);
  return {
    dispose,
    read: () => {
      settle();
      return toFigures(isBusy() ? 'running' : isLoaded ? 'loaded' : 'idle');
    },
    unload: () => {
      isUnloadDue = true;
      settle();
    },
  };
}

/** GiB in use on the machine, on its card, and by torch on the card. */
const IN_USE = { idle: [11, 1.25, 1], loaded: [18, 7.5, 7], running: [20, 9.5, 8] } as const;

function toFigures(state: keyof typeof IN_USE): MemoryFigures {
  const [ram, vram, torch] = IN_USE[state];
  return {
    ramTotal: RAM_TOTAL,
    ramFree: RAM_TOTAL - ram * GIB,
    vramTotal: VRAM_TOTAL,
    vramFree: VRAM_TOTAL - vram * GIB,
    torchVramTotal: torch * GIB,
    torchVramFree: GIB / 4,
  };
}
