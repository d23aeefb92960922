import { ApiError } from '@/lib/errors';
import { exchange, type ApiRequest, type Transport } from './request';

/** What came back of a question, whatever it was. */
export interface ProbeAnswer {
  /** 0 when nothing arrived, or what arrived may not be read. */
  readonly status: number;
  readonly failure: 'network' | 'timeout' | 'aborted' | null;
  /** Empty where the page may not read them. */
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly elapsedMs: number;
}

/** Raw questions, for finding out what is wrong between page and server. */
export interface ProbeApi {
  /** Asks once and tells what happened; never throws. */
  readonly probe: (request: ApiRequest) => Promise<ProbeAnswer>;
}

/** Binds the raw question to a transport: same addresses, same user as every other call. */
export function createProbeApi(transport: Transport): ProbeApi {
  const { clock } = transport;
  return {
    probe: async (request) => {
      const startedAtMs = clock.monotonicMs();
      const elapsedMs = (): number => clock.monotonicMs() - startedAtMs;
      try {
        const { status, headers, body } = await exchange(transport, request, async (response) => ({
          status: response.status,
          headers: response.headers,
          body: new Uint8Array(await response.arrayBuffer()),
        }));
        return { status, failure: null, headers, body, elapsedMs: elapsedMs() };
      } catch (error) {
        const code = error instanceof ApiError ? error.code : 'network';
        const failure = code === 'timeout' || code === 'aborted' ? code : 'network';
        return { status: 0, failure, headers: new Headers(), body: new Uint8Array(), elapsedMs: elapsedMs() };
      }
    },
  };
}
