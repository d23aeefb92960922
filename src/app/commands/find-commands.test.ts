import { expect, it } from 'vitest';
import type { Command } from '@/components/commands/command';
import { findCommands } from './find-commands';

const command = (title: string, keywords: string[] = []): Command => ({ id: title, title, keywords, run: () => undefined });
const batch: Command = { ...command('Set batch count…'), argument: { label: 'Batch count', kind: 'number', min: 1, max: 100 } };
const commands = [command('Clear queue'), command('Open queue'), command('Use the dark theme', ['night']), batch];
const find = (query: string, recent: readonly string[] = []): readonly string[] =>
  findCommands(commands, query, recent).map(({ command: { title }, argument }) =>
    argument === undefined ? title : `${title} ${argument}`,
  );

it('finds by every word of title and keywords, beginnings first', () => {
  expect(find('queue')).toEqual(['Clear queue', 'Open queue']);
  expect(find('open')).toEqual(['Open queue']);
  expect(find('night dark')).toEqual(['Use the dark theme']);
  expect(find('zzz')).toEqual([]);
  expect(find('')).toHaveLength(4);
});

it('puts what was run lately first, but no further than it fits', () => {
  expect(find('', ['Use the dark theme', 'Open queue']).slice(0, 2)).toEqual(['Use the dark theme', 'Open queue']);
  expect(find('queue', ['Open queue'])).toEqual(['Open queue', 'Clear queue']);
  expect(find('clear', ['Open queue'])).toEqual(['Clear queue']);
});

it('forgives slips where nothing else is found', () => {
  expect(find('qeuue')).toEqual(['Clear queue', 'Open queue']);
});

it('takes a number at the end as the argument, when it is in range', () => {
  expect(find('batch count 4')[0]).toBe('Set batch count… 4');
  expect(find('batch count 400')).toEqual([]);
  expect(find('queue 4')).toEqual([]);
});
