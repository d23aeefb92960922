import type { PromptId } from '@/protocol/ids';

/**
 * Concludes that the server was restarted, which empties its queue and history: from a queue number below an earlier one, or when
 * twice in a row nothing of the remembered history is left while prompts of ours are gone. The server itself tells no start time.
 */
export interface RestartWatch {
  /**
   * The newest history as read; an empty one is remembered too. While the server owes us a job (`isOwed`), one that holds nothing of
   * what is remembered does not replace it: it may be the first word of a new process, and the job that vanishes next will tell.
   */
  readonly remember: (ids: Iterable<PromptId>, isOwed?: boolean) => void;
  /** Entries read one by one. */
  readonly add: (ids: Iterable<PromptId>) => void;
  /** Our own deletions are no sign. */
  readonly forget: (ids: Iterable<PromptId> | 'all') => void;
  /**
   * Prompts of ours are gone; what does the history hold now? True when that means a restart. A server that has no history yet gives
   * nothing to remember: then a run that ended without a trace while the socket broke (`isRunCut`) tells as much, for whatever ends a
   * run on a server that goes on leaves an entry.
   */
  readonly judgeVanished: (history: Iterable<PromptId>, isRunCut?: boolean) => boolean;
  /** The number a submission got that asked for no place of its own. True when that means a restart. */
  readonly judgeNumber: (number: number) => boolean;
}

/** Creates a watch that knows nothing yet. */
export function createRestartWatch(): RestartWatch {
  let remembered = new Set<PromptId>();
  let suspicions = 0;
  let highestNumber = -Infinity;
  return {
    remember: (ids, isOwed = false) => {
      const read = new Set(ids);
      if (isOwed && remembered.size > 0 && ![...read].some((id) => remembered.has(id))) return;
      remembered = read;
      suspicions = 0;
    },
    add: (ids) => {
      for (const id of ids) remembered.add(id);
    },
    forget: (ids) => {
      if (ids === 'all') remembered.clear();
      else for (const id of ids) remembered.delete(id);
    },
    judgeVanished: (history, isRunCut = false) => {
      const isGone = remembered.size > 0 ? ![...history].some((id) => remembered.has(id)) : isRunCut;
      suspicions = isGone ? suspicions + 1 : 0;
      if (suspicions < 2) return false;
      remembered = new Set(history);
      suspicions = 0;
      return true;
    },
    judgeNumber: (number) => {
      const isLower = number < highestNumber;
      highestNumber = number;
      return isLower;
    },
  };
}
