import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLocalStorage, storageKey } from './storage';

afterEach(() => vi.unstubAllGlobals());

function stubLocalStorage(overrides: Partial<Storage> = {}): Map<string, string> {
  const texts = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
    ...overrides,
  });
  return texts;
}

describe('local storage', () => {
  it('writes, reads and removes', () => {
    const texts = stubLocalStorage();
    const storage = createLocalStorage();
    storage.write('a', '1');
    expect(texts.get('a')).toBe('1');
    expect(storage.read('a')).toBe('1');
    storage.remove('a');
    expect(storage.read('a')).toBeNull();
  });

  it('keeps for the page what the browser refuses to take', () => {
    stubLocalStorage({
      setItem: () => {
        throw new Error('quota');
      },
    });
    const storage = createLocalStorage();
    storage.write('a', '1');
    expect(storage.read('a')).toBe('1');
  });

  it('works where touching localStorage throws', () => {
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new Error('denied');
      },
    });
    const storage = createLocalStorage();
    storage.write('a', '1');
    expect(storage.read('a')).toBe('1');
    Reflect.deleteProperty(globalThis, 'localStorage');
  });

  it('puts the server first in every key', () => {
    expect(storageKey('s1', 'open')).not.toBe(storageKey('s2', 'open'));
  });
});
