import { matchesOutput } from '@/components/job-row/job-title';
import { findSeeds } from '@/components/job-row/prompt-facts';
import type { Job, JobOutput } from '@/jobs/job';
import { findParameters } from '@/jobs/parameters/find-parameters';
import type { Parameters } from '@/jobs/parameters/find-parameters';
import type { GalleryQuery, TermName } from './gallery-query';
import { NO_MARK } from './marks/mark';
import type { Mark } from './marks/mark';

type Test = (wanted: string, facts: { readonly parameters: Parameters; readonly job: Job; readonly mark: Mark }) => boolean;

const TESTS: Readonly<Record<Exclude<TermName, 'sort'>, Test>> = {
  model: (wanted, { parameters }) => parameters.models.some((name) => name.toLowerCase().includes(wanted)),
  lora: (wanted, { parameters }) => parameters.loras.some(({ name }) => name.toLowerCase().includes(wanted)),
  sampler: (wanted, { parameters }) => parameters.passes.some(({ sampler }) => sampler?.toLowerCase() === wanted),
  seed: (wanted, { job }) => job.prompt !== null && findSeeds(job.prompt).some(({ value }) => value === wanted),
  size: (wanted, { parameters: { size } }) => size !== null && `${size.width}x${size.height}` === wanted.replace('×', 'x'),
  tag: (wanted, { mark }) => mark.tags.some((tag) => tag.toLowerCase() === wanted),
  rating: (wanted, { mark }) => mark.rating >= Number(wanted),
  is: (wanted, { mark }) => toStates(mark).includes(wanted),
};

/** Whether an output fits everything asked for. Terms of how it was made need the run's prompt: without it they fit nothing. */
export function fitsQuery(job: Job, output: JobOutput, { words, terms }: GalleryQuery, mark: Mark = NO_MARK): boolean {
  if (!matchesOutput(job, output, words)) return false;
  const tests = Object.entries(TESTS).filter(([name]) => terms[name as TermName] !== undefined);
  if (tests.length === 0) return true;
  const parameters = job.prompt === null ? NOTHING_KNOWN : findParameters(job.prompt, output.nodeId);
  return tests.every(([name, test]) => test(terms[name as TermName] ?? '', { parameters, job, mark }));
}

const NOTHING_KNOWN: Parameters = { models: [], loras: [], positive: [], negative: [], passes: [], size: null, otherFiles: [] };

function toStates({ isFavourite, verdict, rating }: Mark): readonly string[] {
  return [
    ...(isFavourite ? ['favourite'] : []),
    ...(verdict === 'keep' ? ['kept'] : []),
    ...(verdict === 'reject' ? ['rejected'] : ['unrejected']),
    ...(verdict === null ? ['undecided'] : []),
    ...(rating > 0 ? ['rated'] : []),
  ];
}
