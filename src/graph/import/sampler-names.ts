/** A1111's names of samplers, lower-case and without their scheduler, and KSampler's. Source: both programs' lists of samplers. */
const SAMPLERS: Readonly<Record<string, string>> = {
  euler: 'euler',
  'euler a': 'euler_ancestral',
  lms: 'lms',
  heun: 'heun',
  dpm2: 'dpm_2',
  'dpm2 a': 'dpm_2_ancestral',
  'dpm++ 2s a': 'dpmpp_2s_ancestral',
  'dpm++ 2m': 'dpmpp_2m',
  'dpm++ sde': 'dpmpp_sde',
  'dpm++ 2m sde': 'dpmpp_2m_sde',
  'dpm++ 2m sde heun': 'dpmpp_2m_sde_heun',
  'dpm++ 3m sde': 'dpmpp_3m_sde',
  'dpm fast': 'dpm_fast',
  'dpm adaptive': 'dpm_adaptive',
  restart: 'res_multistep',
  ddim: 'ddim',
  'ddim cfg++': 'euler_cfg_pp',
  plms: 'ipndm',
  unipc: 'uni_pc',
  lcm: 'lcm',
  ddpm: 'ddpm',
};

const SCHEDULERS: Readonly<Record<string, string>> = {
  automatic: 'normal',
  uniform: 'normal',
  normal: 'normal',
  karras: 'karras',
  exponential: 'exponential',
  'sgm uniform': 'sgm_uniform',
  'kl optimal': 'kl_optimal',
  simple: 'simple',
  'ddim uniform': 'ddim_uniform',
  ddim: 'ddim_uniform',
  beta: 'beta',
};

/** KSampler's names; `unknown` lists those of A1111 that have no counterpart and were replaced. */
export interface SamplerNames {
  readonly sampler: string;
  readonly scheduler: string;
  readonly unknown: readonly string[];
}

/** Old versions put the scheduler behind the sampler's name (`DPM++ 2M Karras`), newer ones name it as `Schedule type`. */
export function toSamplerNames(sampler: string, schedule: string | undefined): SamplerNames {
  const split = /^(.*?)(?: (karras|exponential|simple|sgm uniform))?$/.exec(sampler.trim().toLowerCase());
  const [base, suffix] = [split?.[1] ?? '', split?.[2]];
  const wanted = (schedule ?? suffix ?? 'automatic').trim().toLowerCase();
  const [samplerName, schedulerName] = [own(SAMPLERS, base), own(SCHEDULERS, wanted)];
  const unknown = [
    ...(samplerName === undefined && base !== '' ? [sampler] : []),
    ...(schedulerName === undefined ? [schedule ?? suffix ?? ''] : []),
  ];
  return { sampler: samplerName ?? 'euler', scheduler: schedulerName ?? 'normal', unknown };
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
