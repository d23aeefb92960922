import { matchesJob } from '@/components/job-row/job-title';
import { readPromptNodes } from '@/components/job-row/prompt-facts';
import type { Job } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { toShownTime } from './shown-day';

/** What the address carries: `#/history?state=&q=&mine=1&from=&to=&model=`. What nobody knows fits no job. */
export interface HistoryFilters {
  readonly state?: string;
  readonly q?: string;
  /** `1`: only what this browser queued. */
  readonly mine?: string;
  /** Local days, `2026-11-25`; both are included. */
  readonly from?: string;
  readonly to?: string;
  /** Name of a model file the prompt asks for. */
  readonly model?: string;
}

/** Whether the filters leave anything out. */
export function isFiltering({ q = '', ...rest }: HistoryFilters): boolean {
  return q.trim() !== '' || Object.keys(rest).length > 0;
}

/** Jobs that fit; the same list when nothing is filtered. */
export function filterJobs(jobs: readonly Job[], filters: HistoryFilters): readonly Job[] {
  if (!isFiltering(filters)) return jobs;
  const { state, q = '', mine, from, to, model } = filters;
  const fromMs = from === undefined ? -Infinity : toDayStart(from, 0);
  const toMs = to === undefined ? Infinity : toDayStart(to, 1);
  const isInTime = (job: Job): boolean => {
    if (from === undefined && to === undefined) return true;
    const atMs = toShownTime(job);
    return atMs !== null && atMs >= fromMs && atMs < toMs;
  };
  return jobs.filter(
    (job) =>
      (state === undefined || job.state === state) &&
      (mine === undefined || job.isMine) &&
      isInTime(job) &&
      (model === undefined || modelsOf(job).includes(model)) &&
      matchesJob(job, q),
  );
}

/** Names of all model files the jobs ask for, in order of the alphabet. */
export function listModels(jobs: readonly Job[]): readonly string[] {
  return [...new Set(jobs.flatMap(modelsOf))].sort((a, b) => a.localeCompare(b));
}

const MODEL_FILE = /\.(safetensors|sft|ckpt|gguf|pth?|bin|onnx)$/i;

/** Prompts keep their identity between reads, so each is looked through once. */
const known = new WeakMap<JsonObject, readonly string[]>();

function modelsOf({ prompt }: Job): readonly string[] {
  if (prompt === null) return [];
  const before = known.get(prompt);
  if (before !== undefined) return before;
  const values = readPromptNodes(prompt).flatMap(({ inputs }) => inputs.filter(({ source }) => source === null).map(({ value }) => value));
  const models = [...new Set(values.filter((value) => MODEL_FILE.test(value)))];
  known.set(prompt, models);
  return models;
}

/** NaN, which nothing is before or after, for what is no day. */
function toDayStart(day: string, daysLater: number): number {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
}
