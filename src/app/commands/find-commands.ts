import type { Command } from '@/components/commands/command';

/** Commands whose title or keywords contain every word of `query`; those whose title begins with it come first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (command: Command): number => (command.title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return commands
    .filter((command) => {
      const text = [command.title, ...(command.keywords ?? [])].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}
