import type { AppliedLora } from '@/jobs/parameters/find-models';
import type { Parameters, SamplingPass } from '@/jobs/parameters/find-parameters';
import { t } from '../texts';

/** Numbers as people write them: 0.7000000000000002 is 0.7. */
export function formatNumber(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** `ink.safetensors × 0.7` */
export function formatLora({ name, strength, clipStrength }: AppliedLora): string {
  if (strength === null) return name;
  const clip = clipStrength === null ? '' : ` (${t.clipStrength({ strength: formatNumber(clipStrength) })})`;
  return `${name} × ${formatNumber(strength)}${clip}`;
}

/** The settings of one pass, those it has, each with its name. */
export function listSettings(pass: SamplingPass): readonly (readonly [name: string, value: string])[] {
  const { sampler, scheduler, steps, cfg, guidance, denoise, seed } = pass;
  const settings: readonly (readonly [string, string | number | null])[] = [
    [t.sampler, sampler],
    [t.scheduler, scheduler],
    [t.steps, steps],
    [t.cfg, cfg],
    [t.guidance, guidance],
    [t.denoise, denoise === 1 ? null : denoise],
    [t.seed, seed],
  ];
  return settings.flatMap(([name, value]) =>
    value === null ? [] : [[name, typeof value === 'number' ? formatNumber(value) : value] as const],
  );
}

/** All of it as lines, to be kept in notes or sent to somebody. */
export function toParametersText({ models, loras, positive, negative, passes, size }: Parameters): string {
  const lines = [
    ...positive.flatMap(({ value }) => (value === null ? [] : [value])),
    ...negative.flatMap(({ value }) => (value === null ? [] : [`${t.negative}: ${value}`])),
    ...models.map((name) => `${t.model}: ${name}`),
    ...loras.map((lora) => `${t.lora}: ${formatLora(lora)}`),
    ...passes.map((pass) =>
      listSettings(pass)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', '),
    ),
    ...(size === null ? [] : [`${t.sampledAt}: ${t.dimensionsOf(size)}`]),
  ];
  return lines.join('\n');
}
