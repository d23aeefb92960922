/**
 * Small texts kept in the browser, by key. The only owner of `localStorage`.
 * A browser that refuses storage (privacy mode, full disk) still gets a working store that lasts as long as the page.
 */
export interface KeyValueStorage {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, text: string) => void;
  readonly remove: (key: string) => void;
}

/** A store that forgets everything with the page; also the fallback when the browser refuses. */
export function createMemoryStorage(): KeyValueStorage {
  const texts = new Map<string, string>();
  return {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
  };
}

/** The browser's `localStorage`; what it refuses to take is kept in memory instead. */
export function createLocalStorage(): KeyValueStorage {
  const local = openLocalStorage();
  const memory = createMemoryStorage();
  if (local === null) return memory;
  return {
    read: (key) => memory.read(key) ?? local.getItem(key),
    write: (key, text) => {
      try {
        local.setItem(key, text);
        memory.remove(key);
      } catch {
        memory.write(key, text);
      }
    },
    remove: (key) => {
      memory.remove(key);
      local.removeItem(key);
    },
  };
}

/** Reading the property itself throws where cookies are blocked. */
function openLocalStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** Every key of this program: the server it belongs to comes first. */
export function storageKey(serverId: string, subject: string): string {
  return `comfydeck/${serverId}/${subject}`;
}
