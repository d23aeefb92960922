import UFuzzy from '@leeoniya/ufuzzy';
import type { Command } from '@/components/commands/command';
import { createSlipMatcher } from '@/lib/slips';

/** A command that was found; with `argument` when that was typed along, as in "batch count 4". */
export interface FoundCommand {
  readonly command: Command;
  readonly argument?: string;
}

const strict = new UFuzzy();
const slipped = createSlipMatcher();

/**
 * Commands whose title or keywords hold every word of `query`, slips of the pen forgiven where nothing else is found. Those whose title begins so
 * come first, then those that were run lately; without a query the recent ones lead. A number at the end is offered as the argument of
 * commands that take one.
 */
export function findCommands(commands: readonly Command[], query: string, recent: readonly string[]): readonly FoundCommand[] {
  const withNumber = /^(.*\S)\s+(-?\d+)\s*$/.exec(query);
  const numbered = withNumber === null ? [] : findPlain(commands.filter(takesNumber(withNumber[2])), withNumber[1] ?? '', recent);
  const argument = withNumber?.[2] ?? '';
  return [...numbered.map((command) => ({ command, argument })), ...findPlain(commands, query, recent).map((command) => ({ command }))];
}

function takesNumber(text: string | undefined): (command: Command) => boolean {
  const number = Number(text);
  return ({ argument }) => argument?.kind === 'number' && number >= argument.min && number <= argument.max;
}

function findPlain(commands: readonly Command[], query: string, recent: readonly string[]): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = commands.map(({ title, keywords = [] }) => [title, ...keywords].join(' ').toLowerCase());
  const all = commands.map((_command, at) => at);
  const find = (matcher: UFuzzy): readonly number[] => words.reduce<number[]>((left, word) => matcher.filter(texts, word, left) ?? [], all);
  const exact = find(strict);
  const found = exact.length > 0 ? exact : find(slipped);
  const isFirst = ({ title }: Command): boolean => words[0] === undefined || title.toLowerCase().startsWith(words[0]);
  const age = ({ id }: Command): number => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return found
    .flatMap((at) => commands[at] ?? [])
    .toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || age(a) - age(b) || a.title.localeCompare(b.title));
}
