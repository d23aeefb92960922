import { plural, defineTexts } from '@/lib/texts';

/** Texts of the wall: short, to be read from three metres. */
export const t = defineTexts({
  wall: 'Wall',
  showWall: 'Show the wall (Esc twice to leave)',
  idle: 'Nothing is running',
  idleHint: 'The next job shows up here by itself.',
  now: 'Running now',
  queue: 'Queue',
  queueEmpty: 'Nothing is waiting',
  queueUnknown: 'Not known yet',
  more: ({ count }: { count: number }) => `and ${plural(count, 'more', 'more')}`,
  newest: 'Newest output',
  noOutput: 'No output yet',
  progressOf: ({ name }: { name: string }) => `Progress of ${name}`,
  previewOf: ({ name }: { name: string }) => `Preview of ${name}`,
  percent: ({ percent }: { percent: number }) => `${percent} %`,
  elapsed: ({ time }: { time: string }) => `${time} so far`,
  elapsedAtLeast: ({ time }: { time: string }) => `at least ${time} so far`,
  lostTrack: 'lost track of its progress',
  notHeard: 'its progress is told to its own page only',
  connection: 'Connection',
  connecting: 'connecting',
  live: 'live',
  delayed: 'delayed',
  stale: 'stale',
  offline: 'offline',
  age: ({ age }: { age: string }) => `last word ${age} ago`,
  noWord: 'no word from the server yet',
  trouble: ({ state, age }: { state: string; age: string }) =>
    `${state.charAt(0).toUpperCase()}${state.slice(1)}: ${age}. What is shown may be over.`,
});
