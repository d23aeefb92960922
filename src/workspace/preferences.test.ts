import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, parsePreferences, readPreferences, userScope, writePreferences } from './preferences';
import { createMemoryStorage } from './storage';

describe('preferences', () => {
  it('come back as written', () => {
    const storage = createMemoryStorage();
    const chosen = { ...DEFAULT_PREFERENCES, theme: 'light' as const, batchCount: 7, userId: 'ada' };
    writePreferences(storage, 'k', chosen);
    expect(readPreferences(storage, 'k')).toEqual(chosen);
  });

  it('that another tab changed stay as it left them', () => {
    const storage = createMemoryStorage();
    writePreferences(storage, 'k', { theme: 'light', userId: 'ada' });
    writePreferences(storage, 'k', { batchCount: 3 });
    expect(readPreferences(storage, 'k')).toEqual({ ...DEFAULT_PREFERENCES, theme: 'light', userId: 'ada', batchCount: 3 });
  });

  it.each(['zoë', '', 'a\nb', ' a', 'a '])('know no user %j, whom no header can name', (userId) => {
    expect(parsePreferences(JSON.stringify({ userId, theme: 'dark' }))).toMatchObject({ userId: null, theme: 'dark' });
  });

  it('lose only the field that is broken', () => {
    const parsed = parsePreferences('{"theme":"light","batchCount":-3,"dockWidthPx":"wide","isDockOpen":false}');
    expect(parsed).toEqual({ ...DEFAULT_PREFERENCES, theme: 'light', isDockOpen: false });
  });

  it.each(['', 'nonsense', '[]', 'null', '7'])('are the defaults when storage holds %j', (text) => {
    expect(parsePreferences(text)).toEqual(DEFAULT_PREFERENCES);
  });
});

describe('what a browser keeps of a user', () => {
  it('stands under a name of its own, but for the user chosen first', () => {
    expect(userScope('local', { userId: null, homeUserId: null })).toBe('local');
    expect(userScope('local', { userId: 'ann', homeUserId: 'ann' })).toBe('local');
    expect(userScope('local', { userId: 'bob', homeUserId: 'ann' })).toBe('local@bob');
  });
});
