import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '@/lib/errors';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { nestedDocument } from '../document/fixtures/nested-graph';
import { sketchTypes, TYPES } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import { exportPrompt } from '../export/export-prompt';
import { isJsonList } from '../node-types/json-read';
import { findProblems } from '../validate/find-problems';
import { readApiPrompt } from './read-api-prompt';
import { readWorkflow } from './read-workflow';

const CORPUS = '../shared/corpus';
const hasShared = existsSync(CORPUS);

/** Where to change a value, as turns to take at each level, and into what. */
interface Mutation {
  readonly turns: readonly number[];
  readonly change: { readonly kind: 'delete' } | { readonly kind: 'double' } | { readonly kind: 'replace'; readonly by: JsonValue };
}

const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', -1, -10, -20, 0, 1e300, Number.NaN, 18446744073709551615n, '__proto__', 'constructor', [], {}, true),
  fc.json().map((text) => JSON.parse(text) as JsonValue),
);

const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  turns: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 9 }),
  change: fc.oneof(
    fc.constant({ kind: 'delete' } as const),
    fc.constant({ kind: 'double' } as const),
    anyValue.map((by) => ({ kind: 'replace', by }) as const),
  ),
});

/** The value with one place inside it changed; the place is the deepest that the turns lead to. */
function mutate(value: JsonValue, { turns, change }: Mutation): JsonValue {
  const [turn, ...rest] = turns;
  const entries: readonly (readonly [string, JsonValue])[] = isJsonList(value)
    ? value.map((item, index) => [String(index), item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  const chosen = turn === undefined ? undefined : entries[turn % entries.length];
  if (chosen === undefined) return change.kind === 'replace' ? change.by : value;
  const isHere = rest.length === 0;
  const changed = entries.flatMap((entry): readonly (readonly [string, JsonValue])[] => {
    if (entry !== chosen) return [entry];
    if (isHere && change.kind === 'delete') return [];
    if (isHere && change.kind === 'double') return [entry, [`${entry[0]} `, entry[1]]];
    return [[entry[0], isHere && change.kind === 'replace' ? change.by : mutate(entry[1], { turns: rest, change })]];
  });
  return isJsonList(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

/** Opens, judges, exports, saves and opens again: refused by name, or stable. */
function goThrough(json: JsonValue): 'opened' | 'refused' {
  try {
    const { document } = readWorkflow(json);
    findProblems(document, TYPES);
    exportPrompt(document, TYPES);
    const saved = writeWorkflow(document);
    expect(stringifyExactJson(writeWorkflow(readWorkflow(saved).document))).toBe(stringifyExactJson(saved));
    return 'opened';
  } catch (error) {
    if (error instanceof FileError) return 'refused';
    throw error;
  }
}

describe('a workflow changed anywhere', () => {
  const original = writeWorkflow(nestedDocument({ widgets_values: [3], properties: { proxyWidgets: [['-1', 'amount']] } }));

  it('is opened or refused by name, and what is opened is saved and opened alike', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyMutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        seen.add(goThrough(mutations.reduce<JsonValue>(mutate, original)));
      }),
      { numRuns: 400 },
    );
    expect([...seen]).toContain('opened');
  });

  describe.skipIf(!hasShared)('corpus: real ones', () => {
    const files = hasShared ? readdirSync(CORPUS).filter((name) => name.endsWith('.workflow.json')) : [];
    const read = new Map<string, JsonValue>();
    const jsonOf = (name: string): JsonValue => {
      const json = read.get(name) ?? parseExactJson(readFileSync(join(CORPUS, name), 'utf8'));
      read.set(name, json);
      return json;
    };

    it('are opened or refused by name', () => {
      fc.assert(
        fc.property(fc.constantFrom(...files), fc.array(anyMutation, { minLength: 1, maxLength: 3 }), (name, mutations) => {
          goThrough(mutations.reduce(mutate, jsonOf(name)));
        }),
        { numRuns: 150 },
      );
    }, 30_000);
  });
});

const promptTypes = sketchTypes({
  Source: { inputs: { name: [['a', 'b'], {}], seed: ['INT', { control_after_generate: true }] }, output: ['IMAGE', 'MASK'] },
  Blend: { inputs: { first: ['IMAGE', {}], second: ['IMAGE', {}], amount: ['FLOAT', { default: 0.5 }] }, output: ['IMAGE'] },
});

/** Nodes of which each may take from any before it; ids as servers and subgraphs give them. */
const anyPrompt: fc.Arbitrary<JsonObject> = fc
  .array(
    fc.record({
      isBlend: fc.boolean(),
      id: fc.constantFrom('', ':7', 'x'),
      from: fc.tuple(fc.nat(9), fc.nat(9)),
      seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      amount: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      name: fc.string(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((plans) => {
    const ids = plans.map(({ id }, index) => `${index + 1}${id}`);
    const source = (choice: number, at: number): JsonObject[string] | null => (at === 0 ? null : [ids[choice % at] ?? '', 0]);
    return Object.fromEntries(
      plans.map(({ isBlend, from, seed, amount, name }, at): [string, JsonObject] => {
        const wires = Object.entries({ first: source(from[0], at), second: source(from[1], at) }).filter(([, value]) => value !== null);
        const small = seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : seed;
        const inputs = isBlend ? { amount, ...Object.fromEntries(wires) } : { name, seed: small };
        const title = isBlend ? 'Blend' : 'Source';
        return [ids[at] ?? '', { inputs, class_type: title, _meta: { title } }];
      }),
    );
  });

describe('any API prompt', () => {
  it('comes out as it went in, again and again', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const once = exportPrompt(readApiPrompt(prompt, promptTypes).document, promptTypes).prompt;
        expect(once).toEqual(prompt);
        const { document } = readWorkflow(writeWorkflow(readApiPrompt(once, promptTypes).document));
        expect(exportPrompt(document, promptTypes).prompt).toEqual(prompt);
      }),
    );
  });
});
