import type { Sigmas } from '../values';

/** Bounds of Stable Diffusion 1's noise schedule, the defaults of the scheduler nodes. */
const SD_BOUNDS = { max: 14.614642, min: 0.0291675 } as const;

/** Noise levels by the formula of Karras and others, then 0. Source: ComfyUI `comfy/k_diffusion/sampling.py`. */
export function karrasSigmas(steps: number, { max, min }: { max: number; min: number }, rho: number): Sigmas {
  return ramp(steps, (share) => (max ** (1 / rho) + share * (min ** (1 / rho) - max ** (1 / rho))) ** rho);
}

/** Noise levels that fall by a constant factor, then 0. */
export function exponentialSigmas(steps: number, { max, min }: { max: number; min: number }): Sigmas {
  return ramp(steps, (share) => Math.exp(Math.log(max) + share * (Math.log(min) - Math.log(max))));
}

/** Noise levels placed by a power curve of the two parameters; close to the beta distribution's, not equal. */
export function betaSigmas(steps: number, alpha: number, beta: number): Sigmas {
  return ramp(steps, (share) => {
    const curved = share ** Math.max(alpha, 0.01) / (share ** Math.max(alpha, 0.01) + (1 - share) ** Math.max(beta, 0.01));
    return SD_BOUNDS.max * (1 - curved) + SD_BOUNDS.min * curved;
  });
}

/** Levels for a model distilled to ten steps. */
export function turboSigmas(steps: number, denoise: number): Sigmas {
  const start = 10 - Math.floor(10 * denoise);
  const values = Array.from({ length: Math.min(steps, 10 - start) }, (_, index) => levelAt((index + start) / 10));
  return { kind: 'sigmas', values: [...values, 0], denoise };
}

/** Levels by scheduler name; below full denoise the tail of a longer schedule, as ComfyUI cuts it. Without denoise there is no level at all. */
export function scheduledSigmas(scheduler: string, steps: number, denoise: number): Sigmas {
  if (denoise <= 0) return { kind: 'sigmas', values: [], denoise };
  const total = denoise < 1 ? Math.floor(steps / denoise) : steps;
  const whole =
    scheduler === 'karras'
      ? karrasSigmas(total, SD_BOUNDS, 7)
      : scheduler === 'exponential' || scheduler === 'kl_optimal'
        ? exponentialSigmas(total, SD_BOUNDS)
        : scheduler === 'beta'
          ? betaSigmas(total, 0.6, 0.6)
          : ramp(total, levelAt);
  return { kind: 'sigmas', values: whole.values.slice(-(steps + 1)), denoise };
}

function levelAt(share: number): number {
  return SD_BOUNDS.max * (1 - share) ** 2 + SD_BOUNDS.min;
}

function ramp(steps: number, level: (share: number) => number): Sigmas {
  const values = Array.from({ length: steps }, (_, index) => level(steps > 1 ? index / (steps - 1) : 0));
  return { kind: 'sigmas', values: [...values, 0], denoise: 1 };
}
