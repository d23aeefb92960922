import * as z from 'zod/mini';
import { MAX_BATCH_COUNT } from '@/config/limits';
import type { KeyValueStorage } from './storage';
import type { Preferences } from './workspace';

/** What a browser without a stored choice gets. */
export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  density: 'dense',
  motion: 'system',
  dockWidthPx: 360,
  dockTab: 'queue',
  isDockOpen: true,
  batchCount: 1,
  galleryTileSizePx: 180,
  isMinimapShown: true,
  isSnapToGrid: false,
  isLibraryShown: false,
  favoriteNodes: [],
  nodeUses: [],
  recentCommands: [],
  shortcuts: {},
  userId: null,
  homeUserId: null,
  displayName: '',
  batchSeeds: 'controls',
  isFinishToasted: true,
  isFinishSounded: false,
  isFinishNotified: false,
  isProgressShared: false,
};

/** Sent as a header, which takes no other letters; the server makes no other ids. */
const userIdSchema = z.string().check(z.regex(/^[!-~](?:[ -~]*[!-~])?$/), z.maxLength(500));
const pixels = z.number().check(z.gte(40), z.lte(4_000));

/** A broken or unknown field costs that field: it falls back to its default, the others stay. */
const schema = z.object({
  theme: z.catch(z.enum(['system', 'dark', 'light']), DEFAULT_PREFERENCES.theme),
  density: z.catch(z.enum(['dense', 'roomy']), DEFAULT_PREFERENCES.density),
  motion: z.catch(z.enum(['system', 'reduced']), DEFAULT_PREFERENCES.motion),
  dockWidthPx: z.catch(pixels, DEFAULT_PREFERENCES.dockWidthPx),
  dockTab: z.catch(z.enum(['queue', 'history', 'gallery', 'info']), DEFAULT_PREFERENCES.dockTab),
  isDockOpen: z.catch(z.boolean(), DEFAULT_PREFERENCES.isDockOpen),
  batchCount: z.catch(z.int().check(z.gte(1), z.lte(MAX_BATCH_COUNT)), DEFAULT_PREFERENCES.batchCount),
  galleryTileSizePx: z.catch(pixels, DEFAULT_PREFERENCES.galleryTileSizePx),
  isMinimapShown: z.catch(z.boolean(), DEFAULT_PREFERENCES.isMinimapShown),
  isSnapToGrid: z.catch(z.boolean(), DEFAULT_PREFERENCES.isSnapToGrid),
  isLibraryShown: z.catch(z.boolean(), DEFAULT_PREFERENCES.isLibraryShown),
  favoriteNodes: z.catch(z.array(z.string()), []),
  nodeUses: z.catch(z.array(z.object({ name: z.string(), count: z.int() })), []),
  recentCommands: z.catch(z.array(z.string()), []),
  shortcuts: z.catch(z.record(z.string(), z.string()), {}),
  userId: z.catch(z.nullable(userIdSchema), DEFAULT_PREFERENCES.userId),
  homeUserId: z.catch(z.nullable(userIdSchema), DEFAULT_PREFERENCES.homeUserId),
  displayName: z.catch(z.string(), DEFAULT_PREFERENCES.displayName),
  batchSeeds: z.catch(z.enum(['controls', 'randomize', 'increment', 'fixed']), DEFAULT_PREFERENCES.batchSeeds),
  isFinishToasted: z.catch(z.boolean(), DEFAULT_PREFERENCES.isFinishToasted),
  isFinishSounded: z.catch(z.boolean(), DEFAULT_PREFERENCES.isFinishSounded),
  isFinishNotified: z.catch(z.boolean(), DEFAULT_PREFERENCES.isFinishNotified),
  isProgressShared: z.catch(z.boolean(), DEFAULT_PREFERENCES.isProgressShared),
});

/** Stored text → preferences. Never throws: text that is no JSON object gives the defaults. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null) return DEFAULT_PREFERENCES;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

/** Reads preferences from their key. */
export function readPreferences(storage: KeyValueStorage, key: string): Preferences {
  return parsePreferences(storage.read(key));
}

/** Writes what was changed under the key. What other tabs changed meanwhile stays as they left it. */
export function writePreferences(storage: KeyValueStorage, key: string, change: Partial<Preferences>): void {
  storage.write(key, JSON.stringify({ ...readPreferences(storage, key), ...change }));
}

/** Whether a user's id can be sent at all, see `Preferences.userId`. */
export function canBeUserId(id: string): boolean {
  return userIdSchema.safeParse(id).success;
}

/**
 * Names what a browser keeps of one user on one server: documents, jobs. What was kept before users were told apart belongs to the
 * user chosen first.
 */
export function userScope(serverId: string, { userId, homeUserId }: Pick<Preferences, 'userId' | 'homeUserId'>): string {
  return userId === null || userId === homeUserId ? serverId : `${serverId}@${userId}`;
}
