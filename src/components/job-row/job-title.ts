import type { Job, JobOutput } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { findPromptTexts, findSeeds, toPromptSearchText } from './prompt-facts';
import { t } from './texts';

/** What a job is called: its workflow's name, else the beginning of its id. */
export function toJobTitle(job: Pick<Job, 'id' | 'workflowName'>): string {
  return job.workflowName ?? t.unnamedJob({ id: job.id.slice(0, 8) });
}

const HINT_LENGTH = 120;
/** Prompts keep their identity between reads, and looking for the text that leads to `positive` walks the whole graph. */
const hints = new WeakMap<JsonObject, string>();

/** What tells one job from its neighbours of the same name: the text it was asked for, or its seed. Empty when it has neither. */
export function toJobHint(job: Pick<Job, 'prompt'>): string {
  const { prompt } = job;
  if (prompt === null) return '';
  const known = hints.get(prompt);
  if (known !== undefined) return known;
  const [text] = findPromptTexts(prompt);
  const [seed] = findSeeds(prompt);
  const parts = [text && toOneLine(text.value), seed && t.seed({ seed: seed.value })];
  const hint = parts.filter((part) => part !== undefined && part !== '').join(' · ');
  hints.set(prompt, hint);
  return hint;
}

/** The text a job's pictures show, for people who do not see them; empty when there is none. */
export function toJobCaption(job: Pick<Job, 'prompt'> | null): string {
  const [text] = job?.prompt ? findPromptTexts(job.prompt) : [];
  return text === undefined ? '' : toOneLine(text.value);
}

function toOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= HINT_LENGTH ? line : `${line.slice(0, HINT_LENGTH - 1)}…`;
}

/** Jobs keep their identity between reads, so each is written down once. */
const searchTexts = new WeakMap<Job, string>();

/** Whether every word of `query` occurs in a job's name, id, prompt or outputs; an empty query fits all. */
export function matchesJob(job: Job, query: string): boolean {
  return toWords(query).every(
    (word) => toSearchText(job).includes(word) || job.outputs.some((output) => toOutputText(output).includes(word)),
  );
}

/** As `matchesJob`, of one output only. */
export function matchesOutput(job: Job, output: JobOutput, query: string): boolean {
  return toWords(query).every((word) => toSearchText(job).includes(word) || toOutputText(output).includes(word));
}

function toWords(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function toSearchText(job: Job): string {
  const known = searchTexts.get(job);
  if (known !== undefined) return known;
  const text = [job.workflowName ?? '', job.id, job.prompt === null ? '' : toPromptSearchText(job.prompt)].join('\n').toLowerCase();
  searchTexts.set(job, text);
  return text;
}

function toOutputText({ file, text }: JobOutput): string {
  return (file === null ? (text ?? '') : `${file.subfolder}/${file.filename}`).toLowerCase();
}
