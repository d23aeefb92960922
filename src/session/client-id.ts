import { SOCKET_RELOAD_WAIT_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import { isJsonObject } from '@/lib/json';
import { createHexId } from '@/lib/random';
import type { RandomSource } from '@/lib/random';
import { toClientId } from '@/protocol/ids';
import type { ClientId } from '@/protocol/ids';
import type { Page } from './page';

const NAME = /^comfydeck:([0-9a-f]{32})$/;
const WAIT_PARTS = 3;
const CHANNEL = 'comfydeck-client-ids';

/** The id this tab's sockets announce themselves with. */
export interface ClientIdClaim {
  readonly current: () => ClientId;
  /** How long the first connection waits: for another tab to object, and for a reloaded page's former socket to close. */
  readonly waitMs: number;
  /** Runs the task when that wait is over, at once without one. A page too busy to hear an objection in time is given more. */
  readonly whenSettled: (task: () => void) => void;
  /** Stops answering other tabs. */
  readonly dispose: () => void;
}

/**
 * Takes the id kept in the tab's name, so that a reload hears its running job again, or makes one. Two tabs must never share an id
 * (the server would go silent for one of them, and for both once one closes): a kept id is announced to the other tabs, and when one
 * of them has it already, a new one is taken and `onChange` called. That is within `waitMs` as a rule, but a busy tab may object later.
 */
export function claimClientId(page: Page, clock: Clock, random: RandomSource, onChange: (id: ClientId) => void): ClientIdClaim {
  const kept = NAME.exec(page.tabName.read())?.[1];
  let id = kept ?? createHexId(random);
  /** Names the question: an answer is for the one who asked. */
  const question = createHexId(random);
  let isAsking = kept !== undefined;
  let mayBeTaken = isAsking;
  page.tabName.write(`comfydeck:${id}`);
  const channel = page.openChannel(CHANNEL);
  const remove = channel?.onMessage((message) => {
    if (!isJsonObject(message)) return;
    if (message['ask'] === id && !isAsking) channel.post({ taken: id, question: message['question'] ?? null });
    if (message['taken'] !== id || message['question'] !== question || !mayBeTaken) return;
    isAsking = mayBeTaken = false;
    id = createHexId(random);
    page.tabName.write(`comfydeck:${id}`);
    onChange(toClientId(id));
  });
  const waiting: (() => void)[] = [];
  // Several short waits: while a page boots, one long wait may be over before what arrived meanwhile was heard.
  const wait = (part: number): TimerHandle =>
    clock.after(SOCKET_RELOAD_WAIT_MS / WAIT_PARTS, () => {
      if (part < WAIT_PARTS) {
        timer = wait(part + 1);
        return;
      }
      isAsking = false;
      for (const task of waiting.splice(0)) task();
    });
  let timer = wait(1);
  if (isAsking) channel?.post({ ask: id, question });
  return {
    current: () => toClientId(id),
    waitMs: kept === undefined ? 0 : SOCKET_RELOAD_WAIT_MS,
    whenSettled: (task) => {
      if (kept === undefined) task();
      else waiting.push(task);
    },
    dispose: () => {
      waiting.length = 0;
      timer.cancel();
      remove?.();
      channel?.close();
    },
  };
}
