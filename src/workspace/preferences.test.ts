import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, parsePreferences, readPreferences, writePreferences } from './preferences';
import { createMemoryStorage } from './storage';

describe('preferences', () => {
  it('come back as written', () => {
    const storage = createMemoryStorage();
    const chosen = { ...DEFAULT_PREFERENCES, theme: 'light' as const, batchCount: 7, userId: 'ada' };
    writePreferences(storage, 'k', chosen);
    expect(readPreferences(storage, 'k')).toEqual(chosen);
  });

  it('lose only the field that is broken', () => {
    const parsed = parsePreferences('{"theme":"light","batchCount":-3,"dockWidthPx":"wide","isDockOpen":false}');
    expect(parsed).toEqual({ ...DEFAULT_PREFERENCES, theme: 'light', isDockOpen: false });
  });

  it.each(['', 'nonsense', '[]', 'null', '7'])('are the defaults when storage holds %j', (text) => {
    expect(parsePreferences(text)).toEqual(DEFAULT_PREFERENCES);
  });
});
