import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { readPressure } from './environment';
import type { LineSpec, Numbers, Scenario, Stage } from './scenario';
import { judge, type Judgement, type Pair, type Verdict } from './stats';
import { openTab, VoidRun, type Tab } from './tab';

/** One measured pair, kept for `--json`. */
export interface PairRecord {
  readonly product: Numbers;
  readonly floor: Numbers;
  /** Share of the pair's time in which something waited for a processor; null where the system does not say. */
  readonly cpuPressure: number | null;
}

/** One line of the table. */
export interface LineResult {
  readonly id: string;
  readonly scenario: string;
  readonly spec: LineSpec;
  readonly judgement: Judgement | null;
  readonly verdict: Verdict;
  readonly note: string;
}

export interface ScenarioResult {
  readonly lines: readonly LineResult[];
  readonly pairs: readonly PairRecord[];
}

export interface RunSettings {
  readonly launch: () => Promise<Browser>;
  readonly runs: number;
  readonly isPlanted: boolean;
  /** False where an empty page does not reach 55 fps. */
  readonly isMachineFastEnough: boolean;
  readonly screenshots: string;
}

/** A page of a run that failed gets this many more chances. */
const RETRIES = 1;
/** Gestures and storms of the warm-up pair, and of floor pages: what does 60 frames for two seconds does them for ten. */
const WARM_UP_S = 1;
const FLOOR_S = 2;

/** Measures a scenario in a fresh browser: a warm-up pair that is thrown away, then floor and product in turn. Noisy lines are measured once more. */
export async function runScenario(scenario: Scenario, stage: Stage, settings: RunSettings): Promise<ScenarioResult> {
  const first = await measure(scenario, stage, settings);
  if (!Array.isArray(first)) return { lines: allLines(scenario, stage, first.verdict, first.note), pairs: [] };
  const lines = judgeLines(scenario, stage, first, settings);
  if (!lines.some((line) => line.verdict === 'noisy')) return { lines, pairs: first };
  const second = await measure(scenario, stage, settings);
  if (!Array.isArray(second)) return { lines, pairs: first };
  const again = judgeLines(scenario, stage, second, settings);
  return { lines: lines.map((line, at) => (line.verdict === 'noisy' ? (again[at] ?? line) : line)), pairs: [...first, ...second] };
}

interface Outcome {
  readonly verdict: Verdict;
  readonly note: string;
}

async function measure(scenario: Scenario, stage: Stage, settings: RunSettings): Promise<PairRecord[] | Outcome> {
  const browser = await settings.launch();
  try {
    const reason = await findObstacle(browser, scenario, stage);
    if (reason !== null) return { verdict: 'not yet', note: reason };
    if (!stage.isQuick && scenario.runs > 1) await measurePair(browser, scenario, shorter(stage, WARM_UP_S), settings);
    const pairs: PairRecord[] = [];
    for (let run = 0; run < settings.runs; run++) pairs.push(await measurePair(browser, scenario, stage, settings));
    return pairs;
  } catch (error) {
    return { verdict: 'void', note: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  } finally {
    await browser.close();
  }
}

function shorter(stage: Stage, mostS: number): Stage {
  return { ...stage, gestureS: Math.min(stage.gestureS, mostS), stormS: Math.min(stage.stormS, mostS) };
}

async function findObstacle(browser: Browser, { unavailable }: Scenario, stage: Stage): Promise<string | null> {
  if (unavailable === undefined) return null;
  const { tab, close } = await openTab(browser, false);
  try {
    return await unavailable(tab, stage);
  } finally {
    await close();
  }
}

async function measurePair(browser: Browser, scenario: Scenario, stage: Stage, settings: RunSettings): Promise<PairRecord> {
  const before = readPressure();
  const startedAt = performance.now();
  const side = async (name: 'floor' | 'product', isSlowed: boolean, on: Stage): Promise<Numbers> => {
    const run = scenario[name];
    return run === undefined
      ? {}
      : withRetry(() => inTab(browser, isSlowed, shooting(scenario, stage, settings, name), (tab) => run(tab, on)));
  };
  const floor = await side('floor', false, shorter(stage, FLOOR_S));
  const product = await side('product', settings.isPlanted, stage);
  const after = readPressure();
  const wallUs = (performance.now() - startedAt) * 1_000;
  return { product, floor, cpuPressure: before === null || after === null ? null : (after - before) / wallUs };
}

type AtEnd = (tab: Tab) => Promise<void>;

/** Each scenario leaves one picture per side, to be looked at whenever the benchmark changes. */
function shooting({ id }: Scenario, { graphs }: Stage, { screenshots }: RunSettings, side: string): AtEnd {
  const file = path.join(screenshots, `${id}${graphs.isReal ? '-real' : ''}-${side}.png`);
  return async ({ page }) => {
    if (page.isClosed()) return;
    fs.mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: file });
  };
}

async function inTab(browser: Browser, isSlowed: boolean, atEnd: AtEnd, run: (tab: Tab) => Promise<Numbers>): Promise<Numbers> {
  const { tab, close } = await openTab(browser, isSlowed);
  try {
    const numbers = await run(tab);
    if (tab.errors.length > 0) throw new VoidRun(`uncaught error in the page: ${tab.errors[0] ?? ''}`);
    return numbers;
  } finally {
    await atEnd(tab).catch(() => undefined);
    await close();
  }
}

async function withRetry(run: () => Promise<Numbers>): Promise<Numbers> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      console.log(`  a run is void: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
      if (attempt >= RETRIES) throw error;
    }
  }
}

function allLines(scenario: Scenario, stage: Stage, verdict: Verdict, note: string): LineResult[] {
  return scenario.lines(stage).map((spec) => ({ id: scenario.id, scenario: scenario.title, spec, judgement: null, verdict, note }));
}

function judgeLines(scenario: Scenario, stage: Stage, records: readonly PairRecord[], settings: RunSettings): LineResult[] {
  return scenario.lines(stage).map((spec) => {
    const pairs = records.map((record) => toPair(spec, record));
    const judgement = judge(spec.rule, pairs);
    const isTooSlow = spec.unit === 'fps' && !settings.isMachineFastEnough;
    const verdict = isTooSlow && judgement.verdict !== 'ok' ? 'machine too slow' : judgement.verdict;
    return { id: scenario.id, scenario: scenario.title, spec, judgement, verdict, note: '' };
  });
}

function toPair({ key, floorKey, isAgainstItself }: LineSpec, { product, floor }: PairRecord): Pair {
  const basis = isAgainstItself === true ? product : floor;
  return { product: product[key] ?? Number.NaN, floor: basis[floorKey ?? key] ?? Number.NaN };
}
