import { expect, it } from 'vitest';
import type { Command } from '@/components/commands/command';
import { findCommands } from './find-commands';

const command = (title: string, keywords: string[] = []): Command => ({ id: title, title, keywords, run: () => undefined });
const commands = [command('Clear queue'), command('Open queue'), command('Use the dark theme', ['night'])];

it('finds by every word of title and keywords, beginnings first', () => {
  expect(findCommands(commands, 'queue').map((c) => c.title)).toEqual(['Clear queue', 'Open queue']);
  expect(findCommands(commands, 'open').map((c) => c.title)).toEqual(['Open queue']);
  expect(findCommands(commands, 'night dark').map((c) => c.title)).toEqual(['Use the dark theme']);
  expect(findCommands(commands, 'zzz')).toEqual([]);
  expect(findCommands(commands, '')).toHaveLength(3);
});
