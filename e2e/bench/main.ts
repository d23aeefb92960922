import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isBuildStale } from '@/embedded/setup/is-build-stale';
import { describeBundle } from './bundle';
import { launchBrowser, readEnvironment } from './environment';
import { generateMaterial } from './generate/checksum';
import { parseOptions, USAGE, type BenchOptions } from './options';
import { markRegressions, readRatioHistory, recordRatios } from './ratio-history';
import { formatEnvironment, formatTable } from './report';
import { runScenario, type LineResult, type ScenarioResult } from './run-scenario';
import type { Scenario, Stage } from './scenario';
import { scenarios } from './scenarios/all';
import { serveBench } from './serve';
import { generatedGraphs, realGraphs } from './supply';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HISTORY = `${ROOT}e2e/bench/history.jsonl`;
const SCREENSHOTS = `${ROOT}test-results/bench`;
const QUICK_RUNS = 3;
const ENOUGH_FPS = 55;

/** `npm run bench`: measures, prints the table and leaves with 1 when a goal is missed. */
export async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(
    args,
    scenarios.map(({ id }) => id),
  );
  if (options.isHelp) {
    console.log(USAGE);
    return;
  }
  await buildIfStale();
  console.log(describeBundle(ROOT));
  if (options.isBundleOnly) return;
  process.exitCode = (await measureAll(options)) ? 0 : 1;
}

async function buildIfStale(): Promise<void> {
  if (!isBuildStale(ROOT)) return;
  console.log('Building the page …');
  process.env['NODE_ENV'] = 'production';
  await build({ root: ROOT, mode: 'production', logLevel: 'warn' });
}

function chosen({ only, isQuick, isReal }: BenchOptions): readonly Scenario[] {
  return scenarios.filter((scenario) => {
    if (isReal && !scenario.isGraph) return false;
    return only === null ? !isQuick || scenario.isInQuick : only.includes(scenario.id);
  });
}

async function measureAll(options: BenchOptions): Promise<boolean> {
  const environment = await readEnvironment(ROOT);
  const material = generateMaterial();
  const graphs = options.isReal ? realGraphs(ROOT) : generatedGraphs(material);
  if (graphs === null) {
    console.log('--real: skipped, ../shared/corpus is not there');
    return true;
  }
  const server = await serveBench(material);
  if (graphs.objectInfo !== undefined) server.setObjectInfo(graphs.objectInfo);
  const stage: Stage = {
    server,
    material,
    graphs,
    isQuick: options.isQuick,
    gestureS: options.isQuick ? 2 : 5,
    stormS: options.isQuick ? 3 : 10,
  };
  const results: ScenarioResult[] = [];
  try {
    for (const scenario of chosen(options)) {
      console.log(`${scenario.id} ${scenario.title} …`);
      const result = await runScenario(scenario, stage, {
        launch: launchBrowser,
        runs: options.runs ?? (options.isQuick ? QUICK_RUNS : scenario.runs),
        isPlanted: options.plant.includes(scenario.id),
        isMachineFastEnough: environment.emptyFps >= ENOUGH_FPS,
        screenshots: SCREENSHOTS,
      });
      results.push(result);
      for (const { spec, verdict, note } of result.lines) console.log(`  ${spec.what}: ${verdict}${note === '' ? '' : ` (${note})`}`);
    }
  } finally {
    await server.stop();
  }
  const checksum = `${material.checksum}${graphs.isReal ? '-real' : ''}`;
  const measured = results.flatMap(({ lines }) => lines);
  const lines = markRegressions(measured, readRatioHistory(HISTORY, checksum));
  const pairs = results.flatMap((result) => result.pairs);
  console.log(`\n${formatTable(lines)}\n`);
  console.log(
    formatEnvironment(
      environment,
      checksum,
      pairs.map(({ cpuPressure }) => cpuPressure),
    ),
  );
  if (options.json !== null) fs.writeFileSync(options.json, JSON.stringify({ environment, checksum, results, lines }, null, 1));
  if (options.isRecorded) recordRatios(HISTORY, lines, { commit: environment.commit, checksum });
  return isPassed(lines);
}

function isPassed(lines: readonly LineResult[]): boolean {
  const failed = lines.filter(({ verdict }) => verdict === 'MISS' || verdict === 'REGRESSION' || verdict === 'void');
  console.log(failed.length === 0 ? 'No goal is missed.' : `${failed.length} of ${lines.length} lines fail.`);
  return failed.length === 0;
}
