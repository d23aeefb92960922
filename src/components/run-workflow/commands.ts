import type { Command } from '../commands/command';
import { runActive, runnableId } from './run-active';
import { runTexts } from './problem-texts';

/** What the Run button does. */
export const RUN_COMMAND: Command = {
  id: 'run',
  title: runTexts.run,
  keywords: ['queue', 'prompt', 'generate', 'start'],
  shortcut: '$mod+Enter',
  worksInFields: true,
  isEnabled: (context) => runnableId(context) !== null,
  run: (context) => runActive(context),
};

/** Running the document in front. */
export const runCommands: readonly Command[] = [
  RUN_COMMAND,
  {
    id: 'run.front',
    title: runTexts.runNext,
    keywords: ['queue', 'front', 'first'],
    shortcut: '$mod+Shift+Enter',
    worksInFields: true,
    isEnabled: (context) => runnableId(context) !== null,
    run: (context) => runActive(context, { front: true }),
  },
];
