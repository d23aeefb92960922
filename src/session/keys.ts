import type { FileFolder } from '@/protocol/files';
import type { PromptId, ServerId } from '@/protocol/ids';

/**
 * Keys of the server cache. All begin with the server, so that one server's data can be refreshed or dropped alone:
 * `server id` → `queue` | `history` → (`list` n | `entry` id) | `past` → (`total` | `page` n | `entry` id) | `object-info` | `files` folder | `models` folder | `userdata` directory | …
 */
export const keys = {
  all: (id: ServerId) => ['server', id] as const,
  queue: (id: ServerId) => ['server', id, 'queue'] as const,
  history: (id: ServerId) => ['server', id, 'history'] as const,
  historyLists: (id: ServerId) => ['server', id, 'history', 'list'] as const,
  historyList: (id: ServerId, maxItems: number) => ['server', id, 'history', 'list', maxItems] as const,
  historyEntry: (id: ServerId, promptId: PromptId) => ['server', id, 'history', 'entry', promptId] as const,
  past: (id: ServerId) => ['server', id, 'past'] as const,
  pastTotal: (id: ServerId) => ['server', id, 'past', 'total'] as const,
  pastPages: (id: ServerId) => ['server', id, 'past', 'page'] as const,
  pastPage: (id: ServerId, page: number) => ['server', id, 'past', 'page', page] as const,
  pastEntries: (id: ServerId) => ['server', id, 'past', 'entry'] as const,
  pastEntry: (id: ServerId, promptId: PromptId) => ['server', id, 'past', 'entry', promptId] as const,
  objectInfo: (id: ServerId) => ['server', id, 'object-info'] as const,
  nodeReplacements: (id: ServerId) => ['server', id, 'node-replacements'] as const,
  systemStats: (id: ServerId) => ['server', id, 'system-stats'] as const,
  logs: (id: ServerId) => ['server', id, 'logs'] as const,
  features: (id: ServerId) => ['server', id, 'features'] as const,
  embeddings: (id: ServerId) => ['server', id, 'embeddings'] as const,
  models: (id: ServerId) => ['server', id, 'models'] as const,
  modelFolders: (id: ServerId) => ['server', id, 'model-folders'] as const,
  modelMetadata: (id: ServerId, folder: string, name: string) => ['server', id, 'model-metadata', folder, name] as const,
  modelsIn: (id: ServerId, folder: string) => ['server', id, 'models', folder] as const,
  extensions: (id: ServerId) => ['server', id, 'extensions'] as const,
  allFiles: (id: ServerId) => ['server', id, 'files'] as const,
  files: (id: ServerId, folder: FileFolder) => ['server', id, 'files', folder] as const,
  remoteChoices: (id: ServerId, route: string) => ['server', id, 'files', 'list', route] as const,
  savedVersions: (id: ServerId, path: string) => ['server', id, 'saved-versions', path] as const,
  templates: (id: ServerId) => ['server', id, 'templates'] as const,
  users: (id: ServerId) => ['server', id, 'users'] as const,
  settings: (id: ServerId) => ['server', id, 'settings'] as const,
  userdata: (id: ServerId) => ['server', id, 'userdata'] as const,
  userTree: (id: ServerId) => ['server', id, 'userdata', 'all', 'tree'] as const,
  userFile: (id: ServerId, path: string) => ['server', id, 'userdata', 'file', path] as const,
  userdataIn: (id: ServerId, directory: string) => ['server', id, 'userdata', directory] as const,
} as const;
