import type { JsonObject, JsonValue } from '@/lib/json';
import type { Clock } from '@/lib/clock';
import type { Audience, EngineEvent } from './engine';
import type { EngineProfile } from './profiles';

/** What one run tells the sockets, by ComfyUI's rules of who hears what. */
export interface RunMessages {
  /** To the owner; to all when the run has none. */
  readonly toOwnerOrAll: (type: string, data: JsonObject) => void;
  /** To the owner; to nobody when the run has none. */
  readonly toOwner: (type: string, data: JsonObject) => void;
  /** A message that history keeps, with its time. Unless broadcast, nobody hears it when the run has no owner. */
  readonly milestone: (type: string, data: JsonObject, options?: { broadcast: boolean }) => void;
  readonly preview: (preview: Omit<Extract<EngineEvent, { kind: 'preview' }>, 'kind' | 'audience'>) => void;
  readonly text: (nodeId: string, text: string) => void;
  /** `[[event, data]…]` for the history entry. */
  readonly kept: () => readonly JsonValue[];
  /** `executing` with node null, where this kind of server sends it: after the final `status`, or before what was held back. */
  readonly end: () => void;
}

/** Creates the messages of one run. `emit` must drop everything once the run is abandoned. */
export function createRunMessages(run: {
  promptId: string;
  clientId: string | undefined;
  profile: EngineProfile;
  clock: Clock;
  emit: (event: EngineEvent) => void;
}): RunMessages {
  const { promptId, clientId, profile, clock } = run;
  const all: Audience = { kind: 'all' };
  const owner: Audience | undefined = clientId === undefined ? undefined : { kind: 'client', clientId };
  const kept: JsonValue[] = [];
  const outlet = profile.endsEarly ? createHoldback(run.emit) : { emit: run.emit, drain: () => undefined };
  const send = (audience: Audience | undefined, type: string, data: JsonObject): void => {
    if (audience !== undefined) outlet.emit({ kind: 'json', audience, type, data });
  };
  return {
    toOwnerOrAll: (type, data) => send(owner ?? all, type, data),
    toOwner: (type, data) => send(owner, type, data),
    milestone: (type, data, options) => {
      const stamped = profile.stampsMessages ? { ...data, timestamp: clock.nowMs() } : data;
      kept.push([type, stamped]);
      send(options?.broadcast === true ? (owner ?? all) : owner, type, stamped);
    },
    preview: (preview) => outlet.emit({ kind: 'preview', audience: owner ?? all, ...preview }),
    text: (nodeId, text) => outlet.emit({ kind: 'text', nodeId, text }),
    kept: () => kept,
    end: () => {
      const audience = profile.endsEarly ? all : owner;
      if (audience !== undefined) run.emit({ kind: 'json', audience, type: 'executing', data: { node: null, prompt_id: promptId } });
      outlet.drain();
    },
  };
}

/** Keeps back what follows an `executed` or ends the run until the next node starts or the run is over: so the last `executed` comes after the end. */
function createHoldback(emit: (event: EngineEvent) => void): { emit: (event: EngineEvent) => void; drain: () => void } {
  const held: EngineEvent[] = [];
  let isHolding = false;
  const drain = (): void => {
    isHolding = false;
    for (const event of held.splice(0)) emit(event);
  };
  return {
    emit: (event) => {
      const type = event.kind === 'json' ? event.type : '';
      if (type === 'executing') drain();
      if (['executed', 'execution_success', 'execution_error'].includes(type)) isHolding = true;
      if (isHolding) held.push(event);
      else emit(event);
    },
    drain,
  };
}
