import { defineTexts, plural } from '@/lib/texts';

/** Texts of the loop beside Run. */
export const t = defineTexts({
  loop: 'Loop',
  loopHint: 'Run this workflow again and again',
  start: 'Start loop',
  stop: 'Stop loop',
  group: 'Loop',
  endless: 'Until stopped',
  counted: 'A number of runs',
  count: 'Number of runs',
  how: 'How long',
  title: 'Run again and again',
  startCounted: 'Loop a number of times…',
  startEndless: 'Loop until stopped',
  progress: ({ done, limit }: { done: number; limit: number | null }) => (limit === null ? `${done} done` : `${done} of ${limit} done`),
  progressOf: ({ done, limit, name }: { done: number; limit: number | null; name: string }) =>
    `Loop of ${name}: ${limit === null ? `${done} done, until stopped` : `${done} of ${limit} done`}`,
  repeatsTitle: 'Every run would be the same',
  repeatsText:
    'No seed of this workflow changes between runs, so the server would answer each run from its cache. Draw new seeds for every run, or set “control after generate” of a seed to randomize.',
  randomize: 'New seeds for every run',
  anyway: 'Loop all the same',
  repeats: 'Loop stopped: every further run would be the same, since no seed changes any more.',
  finished: ({ count }: { count: number }) => `Loop finished: ${plural(count, 'run', 'runs')} done`,
  stopped: ({ count }: { count: number }) => `Loop stopped: ${plural(count, 'run', 'runs')} done`,
  closed: 'Loop stopped: its workflow was closed.',
  failed: 'Loop stopped: a run failed. The queue and the history say why.',
  cancelled: 'Loop stopped: a run was cancelled.',
  lost: 'Loop stopped: the server lost a run.',
  endedWith: ({ message }: { message: string }) => `Loop stopped. ${message}`,
  nothingOpen: 'Open a workflow first.',
});
