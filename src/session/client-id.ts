import { SOCKET_RELOAD_WAIT_MS } from '@/config/limits';
import type { Clock } from '@/lib/clock';
import { isJsonObject } from '@/lib/json';
import { createHexId } from '@/lib/random';
import type { RandomSource } from '@/lib/random';
import { toClientId } from '@/protocol/ids';
import type { ClientId } from '@/protocol/ids';
import type { Page } from './page';

const NAME = /^comfydeck:([0-9a-f]{32})$/;
const CHANNEL = 'comfydeck-client-ids';

/** The id this tab's sockets announce themselves with. */
export interface ClientIdClaim {
  readonly current: () => ClientId;
  /** How long the first connection waits: for another tab to object, and for a reloaded page's former socket to close. */
  readonly waitMs: number;
  /** Stops answering other tabs. */
  readonly dispose: () => void;
}

/**
 * Takes the id kept in the tab's name, so that a reload hears its running job again, or makes one. Two tabs must never share an id
 * (the server would go silent for one of them, and for both once one closes): a kept id is announced to the other tabs, and when one
 * of them has it already, a new one is taken and `onChange` called; that happens within `waitMs` or not at all.
 */
export function claimClientId(page: Page, clock: Clock, random: RandomSource, onChange: (id: ClientId) => void): ClientIdClaim {
  const kept = NAME.exec(page.tabName.read())?.[1];
  let id = kept ?? createHexId(random);
  let isAsking = kept !== undefined;
  page.tabName.write(`comfydeck:${id}`);
  const channel = page.openChannel(CHANNEL);
  const remove = channel?.onMessage((message) => {
    if (!isJsonObject(message)) return;
    if (message['ask'] === id && !isAsking) channel.post({ taken: id });
    if (message['taken'] !== id || !isAsking) return;
    isAsking = false;
    id = createHexId(random);
    page.tabName.write(`comfydeck:${id}`);
    onChange(toClientId(id));
  });
  const timer = clock.after(SOCKET_RELOAD_WAIT_MS, () => {
    isAsking = false;
  });
  if (isAsking) channel?.post({ ask: id });
  return {
    current: () => toClientId(id),
    waitMs: kept === undefined ? 0 : SOCKET_RELOAD_WAIT_MS,
    dispose: () => {
      timer.cancel();
      remove?.();
      channel?.close();
    },
  };
}
