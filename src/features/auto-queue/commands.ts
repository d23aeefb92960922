import type { Command, CommandContext } from '@/components/commands/command';
import { MAX_LOOP_COUNT } from '@/config/limits';
import { autoQueueOf } from './auto-queue';
import { t } from './texts';

function start(context: CommandContext, limit: number | null): Promise<void> | undefined {
  const documentId = context.workspace.documents.getState().activeId;
  if (documentId === null) return undefined;
  return autoQueueOf(context.workspace).start(context, { documentId, limit, seeds: 'asked' });
}

const isLooping = ({ workspace }: CommandContext): boolean => autoQueueOf(workspace).state.getState().loop !== null;
const canLoop = (context: CommandContext): boolean => !isLooping(context) && context.workspace.documents.getState().activeId !== null;

/** Running the document in front again and again. */
export const commands: readonly Command[] = [
  {
    id: 'loop.start',
    title: t.startEndless,
    keywords: ['auto', 'queue', 'repeat', 'endless', 'instant'],
    isEnabled: canLoop,
    run: (context) => start(context, null),
  },
  {
    id: 'loop.startCounted',
    title: t.startCounted,
    keywords: ['auto', 'queue', 'repeat', 'times'],
    isEnabled: canLoop,
    argument: { label: t.count, kind: 'number', min: 1, max: MAX_LOOP_COUNT },
    run: (context, count) => start(context, Number(count)),
  },
  {
    id: 'loop.stop',
    title: t.stop,
    keywords: ['auto', 'queue', 'repeat', 'end'],
    isEnabled: isLooping,
    run: ({ workspace }) => autoQueueOf(workspace).stop(),
  },
];
