import { parseArgs } from 'node:util';

/** What the command line asked for. */
export interface BenchOptions {
  /** Scenario ids; null for all. */
  readonly only: readonly string[] | null;
  /** Pairs per scenario; null for each scenario's own number. */
  readonly runs: number | null;
  /** File for every single run. */
  readonly json: string | null;
  readonly isQuick: boolean;
  readonly isReal: boolean;
  readonly isBundleOnly: boolean;
  /** Scenarios whose product page gets a planted slowdown. */
  readonly plant: readonly string[];
  /** Adds this run's ratios to the history file. */
  readonly isRecorded: boolean;
  readonly isHelp: boolean;
}

export const USAGE = `npm run bench [-- options]
  --only P4,P6   these scenarios
  --runs N       pairs per scenario
  --quick        3 pairs of P1 P3 P4 P6 P8 with short gestures, under two minutes
  --real         P3 P4 P5 P13 on real workflows joined to 2,000 nodes (needs ../shared/corpus)
  --bundle       only what the build holds: chunks, bytes, first load
  --json FILE    every single run
  --plant P4     slows the product page of a scenario down: its lines must say MISS
  --record       adds the ratios to e2e/bench/history.jsonl`;

/** @throws Error in plain words for an option or value it does not know. */
export function parseOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      json: { type: 'string' },
      plant: { type: 'string' },
      quick: { type: 'boolean', default: false },
      real: { type: 'boolean', default: false },
      bundle: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const runs = values.runs === undefined ? null : Number(values.runs);
  if (runs !== null && (!Number.isInteger(runs) || runs < 1)) throw new Error(`--runs ${values.runs ?? ''} is not a number of runs`);
  return {
    only: values.only === undefined ? null : readIds(values.only, known),
    runs,
    json: values.json ?? null,
    isQuick: values.quick,
    isReal: values.real,
    isBundleOnly: values.bundle,
    plant: values.plant === undefined ? [] : readIds(values.plant, known),
    isRecorded: values.record,
    isHelp: values.help,
  };
}

function readIds(text: string, known: readonly string[]): readonly string[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(', ')}; there are ${known.join(' ')}`);
  return ids;
}
