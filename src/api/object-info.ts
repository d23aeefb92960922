import { OBJECT_INFO_TIMEOUT_MS } from '@/config/limits';
import type { JsonValue } from '@/lib/json';
import { parseChoices, type ObjectInfo } from '@/protocol/object-info';
import { readObjectInfo } from './read-object-info';
import { sendForJson, sendOk, toDecodeError, type CallOptions, type Transport } from './request';
import { pathPart } from './urls';

/** How all node definitions are asked for. */
export interface ObjectInfoOptions extends CallOptions {
  /** An answer read before. Asked when the new one is there: the same text gives the same object and is not read again. */
  readonly known?: () => { readonly text: string; readonly info: ObjectInfo } | null;
  /** Told the text of an answer that could be read and is not `known`. */
  readonly onText?: (text: string) => void;
}

/** Node types. Source: ComfyUI `server.py` `/object_info`. */
export interface ObjectInfoApi {
  /** All classes: 1.5 MB and more, up to two minutes on a server with many packs. File lists in it are live: refetch after uploads. */
  readonly objectInfo: (options?: ObjectInfoOptions) => Promise<ObjectInfo>;
  /** One class; an unknown one gives an empty map. */
  readonly objectInfoClass: (className: string, options?: CallOptions) => Promise<ObjectInfo>;
  /** The list of choices at a route that a definition names; `route` begins with `/`. */
  readonly remoteChoices: (route: string, options?: CallOptions) => Promise<readonly JsonValue[]>;
}

/** Binds the routes of node types. */
export function createObjectInfoApi(transport: Transport): ObjectInfoApi {
  const load = async (path: string, { known, onText, ...options }: ObjectInfoOptions = {}) => {
    const answer = await sendOk(transport, { path, timeoutMs: OBJECT_INFO_TIMEOUT_MS, ...options });
    const before = known?.() ?? null;
    if (before?.text === answer.text) return before.info;
    try {
      const info = await readObjectInfo(answer.text, transport.clock);
      onText?.(answer.text);
      return info;
    } catch (error) {
      throw toDecodeError(answer, error);
    }
  };
  return {
    objectInfo: (options) => load('/object_info', options),
    objectInfoClass: (className, options) => load(`/object_info/${pathPart(className)}`, options),
    remoteChoices: (route, options) => sendForJson(transport, { path: route, ...options }, parseChoices),
  };
}
