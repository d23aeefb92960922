import { OBJECT_INFO_TIMEOUT_MS } from '@/config/limits';
import { parseNativeFirst } from '@/protocol/json-text';
import { parseObjectInfo, type ObjectInfo } from '@/protocol/object-info';
import { readJson, sendOk, type CallOptions, type Transport } from './request';
import { pathPart } from './urls';

/** Node types. Source: ComfyUI `server.py` `/object_info`. */
export interface ObjectInfoApi {
  /** All classes: 1.5 MB and more, up to two minutes on a server with many packs. File lists in it are live: refetch after uploads. */
  readonly objectInfo: (options?: CallOptions) => Promise<ObjectInfo>;
  /** One class; an unknown one gives an empty map. */
  readonly objectInfoClass: (className: string, options?: CallOptions) => Promise<ObjectInfo>;
}

/** Binds the routes of node types. */
export function createObjectInfoApi(transport: Transport): ObjectInfoApi {
  const load = async (path: string, options?: CallOptions) => {
    const answer = await sendOk(transport, { path, timeoutMs: OBJECT_INFO_TIMEOUT_MS, ...options });
    return readJson(answer, parseObjectInfo, parseNativeFirst);
  };
  return {
    objectInfo: (options) => load('/object_info', options),
    objectInfoClass: (className, options) => load(`/object_info/${pathPart(className)}`, options),
  };
}
