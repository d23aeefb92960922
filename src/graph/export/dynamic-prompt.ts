import { randomBigInt, type RandomSource } from '@/lib/random';

/**
 * Resolves a dynamic prompt: removes C-style comments (everything from `//` to the line end, web addresses included), then replaces
 * each `{a|b|c}` by one choice at random, inner groups first. `\{`, `\}` and `\|` stand for the signs themselves. A group without an
 * end runs to the end of the text. Source: official frontend, dynamicPrompts. Iterative.
 */
export function resolveDynamicPrompt(text: string, random: RandomSource): string {
  if (!/[\\{}]|\/[/*]/.test(text)) return text;
  const source = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  /** Choices of every open group, outermost first; the last string of the last list is being written. */
  const open: string[][] = [['']];
  const write = (part: string): void => {
    const group = open.at(-1);
    group?.push((group.pop() ?? '') + part);
  };
  const close = (): void => {
    const choices = open.pop() ?? [];
    write(choices[Number(randomBigInt(BigInt(choices.length), random))] ?? '');
  };
  for (const part of source.split(/(\\[{}|]|[{}|])/)) {
    if (part === '{') open.push(['']);
    else if (part === '}' && open.length > 1) close();
    else if (part === '|' && open.length > 1) open.at(-1)?.push('');
    else write(/^\\[{}|]$/.test(part) ? part.slice(1) : part);
  }
  while (open.length > 1) close();
  return open[0]?.[0] ?? '';
}
