import type { Command, CommandContext } from '@/components/commands/command';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { selectJobs } from '@/session/select-jobs';
import { t } from './texts';

async function free({ session, announce }: CommandContext, freeMemory: boolean): Promise<void> {
  try {
    await session.client.free({ unloadModels: true, freeMemory });
    announce(isBusy({ session }) ? t.afterJob : freeMemory ? t.freeAsked : t.unloadAsked, 'success');
  } catch (error) {
    announce(t.freeFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
  }
}

function isBusy({ session }: Pick<CommandContext, 'session'>): boolean {
  return selectJobs(session).queue.some(({ state }) => state === 'running');
}

/** What can be done to the server from anywhere. */
export const commands: readonly Command[] = [
  { id: 'server.free', title: t.goFree, keywords: ['vram', 'memory', 'cache'], run: (context) => free(context, true) },
  { id: 'server.unload', title: t.goUnload, keywords: ['vram', 'memory', 'models'], run: (context) => free(context, false) },
];
