/**
 * The typed client of one ComfyUI server: one function per route, every answer parsed, every failure an `ApiError` with a code.
 * Refusals that belong to the protocol are outcomes. Nothing here retries, caches or speaks to people; this room is the only one
 * that calls `fetch` and XMLHttpRequest.
 */
import type { ApiBase } from '@/config/api-base';
import type { Clock } from '@/lib/clock';
import { createHistoryApi, type HistoryApi } from './history';
import { createJobsApi, type JobsApi } from './jobs';
import { createModelsApi, type ModelsApi } from './models';
import { createObjectInfoApi, type ObjectInfoApi } from './object-info';
import { createProbeApi, type ProbeApi } from './probe';
import { createPromptApi, type PromptApi } from './prompt';
import { createQueueApi, type QueueApi } from './queue';
import type { Transport } from './request';
import { createSystemApi, type SystemApi } from './system';
import { createUploadApi, type UploadApi } from './upload';
import { createUserdataApi, type UserdataApi } from './userdata';
import { createViewApi, type ViewApi } from './view';

/** All routes of one server. Every call takes an `AbortSignal` and a time limit as its last argument. */
export interface ApiClient
  extends ObjectInfoApi, PromptApi, QueueApi, HistoryApi, JobsApi, ViewApi, UploadApi, SystemApi, UserdataApi, ModelsApi, ProbeApi {
  readonly base: ApiBase;
}

/** What a client needs; all but the address have the platform's own as default or none. */
export interface ApiClientOptions {
  readonly base: ApiBase;
  readonly clock: Clock;
  /** The user of a multi-user server, sent as `Comfy-User`; null = none. */
  readonly userId?: () => string | null;
  readonly fetch?: typeof fetch;
  /** See `Transport.onDate`. */
  readonly onDate?: Transport['onDate'];
  /** Null = uploads go by fetch and report no progress. */
  readonly createXhr?: (() => XMLHttpRequest) | null;
}

/** Creates the client of one server. Holds no connection: nothing to dispose. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const transport: Transport = {
    base: options.base,
    clock: options.clock,
    userId: options.userId ?? (() => null),
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    createXhr: options.createXhr === undefined ? findXhr() : options.createXhr,
    ...(options.onDate === undefined ? {} : { onDate: options.onDate }),
  };
  return {
    base: options.base,
    ...createObjectInfoApi(transport),
    ...createPromptApi(transport),
    ...createQueueApi(transport),
    ...createHistoryApi(transport),
    ...createJobsApi(transport),
    ...createViewApi(transport),
    ...createUploadApi(transport),
    ...createSystemApi(transport),
    ...createUserdataApi(transport),
    ...createModelsApi(transport),
    ...createProbeApi(transport),
  };
}

function findXhr(): (() => XMLHttpRequest) | null {
  return typeof XMLHttpRequest === 'undefined' ? null : () => new XMLHttpRequest();
}
