import type { ClientId } from '@/protocol/ids';
import {
  parseFeatures,
  parseLog,
  parseStringLists,
  parseStrings,
  parseSystemStats,
  type ServerFeatures,
  type ServerLog,
  type SystemStats,
} from '@/protocol/system';
import { readJson, requireOk, send, sendForJson, sendOk, type CallOptions, type Transport } from './request';

/** The server itself. Source: ComfyUI `server.py`, `api_server/routes/internal/internal_routes.py`. */
export interface SystemApi {
  readonly systemStats: (options?: CallOptions) => Promise<SystemStats>;
  /** Null on servers before 0.3.45, which have no such route. */
  readonly features: (options?: CallOptions) => Promise<ServerFeatures | null>;
  /** Paths of the scripts the stock page would load. */
  readonly extensions: (options?: CallOptions) => Promise<readonly string[]>;
  /** The last 300 lines. */
  readonly logs: (options?: CallOptions) => Promise<ServerLog>;
  /** Starts or stops `logs` frames on the socket of this client. */
  readonly subscribeLogs: (clientId: ClientId, isEnabled: boolean, options?: CallOptions) => Promise<void>;
  /** Directories by kind. Not for viewers. */
  readonly folderPaths: (options?: CallOptions) => Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Binds the routes of the server itself. */
export function createSystemApi(transport: Transport): SystemApi {
  return {
    systemStats: (options) => sendForJson(transport, { path: '/system_stats', ...options }, parseSystemStats),
    features: async (options) => {
      const answer = await send(transport, { path: '/features', ...options });
      return answer.status === 404 ? null : readJson(requireOk(answer), parseFeatures);
    },
    extensions: (options) => sendForJson(transport, { path: '/extensions', ...options }, (json) => parseStrings(json, 'extensions')),
    logs: (options) => sendForJson(transport, { path: '/internal/logs/raw', ...options }, parseLog),
    subscribeLogs: async (clientId, enabled, options) => {
      await sendOk(transport, { method: 'PATCH', path: '/internal/logs/subscribe', json: { clientId, enabled }, ...options });
    },
    folderPaths: (options) =>
      sendForJson(transport, { path: '/internal/folder_paths', ...options }, (json) => parseStringLists(json, 'folder paths')),
  };
}
