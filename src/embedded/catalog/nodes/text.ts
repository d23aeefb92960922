import { isJsonObject } from '@/lib/json';
import { parseExactJson } from '@/lib/exact-json';
import { NodeFailure, type NodeClass } from '../../engine/node-class';
import { TEXT_DEFINITIONS } from '../definitions/text';
import type { Given } from '../given';
import { implement, outputs } from '../implement';
import { formatPython } from './python-format';
import { pythonText } from './python-text';

/** Work on texts, as Python would do it. */
export const TEXT: readonly NodeClass[] = implement(TEXT_DEFINITIONS, {
  StringFormat: (given) => {
    const values = Object.fromEntries(given.group('values').map(({ name, value }) => [name, value]));
    return outputs(formatPython(given.text('f_string'), values));
  },
  StringConcatenate: (given) => outputs([given.text('string_a'), given.text('string_b')].join(given.text('delimiter'))),
  StringSubstring: (given) => outputs(characters(given.text('string')).slice(given.number('start'), given.number('end')).join('')),
  StringLength: (given) => outputs(characters(given.text('string')).length),
  CaseConverter: (given) => outputs(convertCase(given.text('string'), given.text('mode'))),
  StringTrim: (given) => {
    const [text, mode] = [given.text('string'), given.text('mode')];
    return outputs(mode === 'Left' ? text.trimStart() : mode === 'Right' ? text.trimEnd() : text.trim());
  },
  StringReplace: (given) => outputs(given.text('string').replaceAll(given.text('find'), () => given.text('replace'))),
  StringContains: (given) => {
    const fold = folding(given);
    return outputs(fold(given.text('string')).includes(fold(given.text('substring'))));
  },
  StringCompare: (given) => {
    const fold = folding(given);
    const [a, b] = [fold(given.text('string_a')), fold(given.text('string_b'))];
    const mode = given.text('mode');
    return outputs(mode === 'Starts With' ? a.startsWith(b) : mode === 'Ends With' ? a.endsWith(b) : a === b);
  },
  RegexMatch: (given) => outputs(pattern(given, '').test(given.text('string'))),
  RegexExtract: (given) => outputs(extract(given)),
  RegexReplace: (given) => outputs(replaceMatches(given)),
  JsonExtractString: (given) => outputs(extractKey(given.text('json_string'), given.text('key'))),
});

/** Python counts code points. */
function characters(text: string): string[] {
  return Array.from(text);
}

function folding(given: Given): (text: string) => string {
  return given.flag('case_sensitive') ? (text) => text : (text) => text.toLowerCase();
}

function convertCase(text: string, mode: string): string {
  if (mode === 'UPPERCASE') return text.toUpperCase();
  if (mode === 'lowercase') return text.toLowerCase();
  if (mode === 'Capitalize') return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  return text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** A Python pattern as a JavaScript one; flags from the node's switches. */
function pattern(given: Given, extraFlags: string): RegExp {
  const flags = `u${extraFlags}${given.flag('case_insensitive') ? 'i' : ''}${given.flag('multiline') ? 'm' : ''}${given.flag('dotall') ? 's' : ''}`;
  const source = given
    .text('regex_pattern')
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
  for (const candidate of [flags, flags.replace('u', '')]) {
    try {
      return new RegExp(source, candidate);
    } catch {
      continue;
    }
  }
  throw new NodeFailure('re.error', `invalid pattern: ${given.text('regex_pattern')}`);
}

function extract(given: Given): string {
  const text = given.text('string');
  const mode = given.text('mode');
  const group = given.number('group_index');
  const matches = [...text.matchAll(pattern(given, 'g'))];
  const [first] = matches;
  if (first === undefined) return '';
  if (mode === 'First Match') return first[0];
  if (mode === 'All Matches') return matches.map((match) => match[1] ?? match[0]).join('\n');
  if (mode === 'First Group') return first[group] ?? '';
  return matches.flatMap((match) => (match[group] === undefined ? [] : [match[group]])).join('\n');
}

/** Python's `\1` and `\g<name>` stand for groups in the replacement. */
function replaceMatches(given: Given): string {
  const limit = given.has('count') ? given.number('count') : 0;
  let done = 0;
  return given.text('string').replace(pattern(given, 'g'), (match: string, ...rest: unknown[]) => {
    if (limit > 0 && done >= limit) return match;
    done += 1;
    const names = rest.at(-1);
    const named = isJsonObject(names) ? names : {};
    return given.text('replace').replace(/\\(?:(\d{1,2})|g<(\w+)>)/g, (_, index: string | undefined, name: string | undefined) => {
      const value = index === undefined ? (named[name ?? ''] ?? rest[Number(name) - 1]) : index === '0' ? match : rest[Number(index) - 1];
      return typeof value === 'string' ? value : '';
    });
  });
}

function extractKey(text: string, key: string): string {
  try {
    const json = parseExactJson(text);
    const value = isJsonObject(json) ? json[key] : undefined;
    return value === undefined || value === null ? '' : pythonText(value);
  } catch {
    return '';
  }
}
