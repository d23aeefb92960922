// `npm test`, `npm run check`, `npm run e2e`: runs the steps in order, stops at the first that fails, ends with `N passed, M failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;
const UNIT_REPORT = 'test-results/unit.json';
const E2E_REPORT = 'test-results/e2e.json';

const CHECK = [
  { title: 'types', command: [bin('tsc'), '--noEmit'] },
  { title: 'types of tests and Node side', command: [bin('tsc'), '--noEmit', '-p', 'e2e/tsconfig.json'] },
  { title: 'lint', command: [bin('eslint'), '.', '--max-warnings', '0'] },
  { title: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { title: 'dead code', command: [bin('knip')] },
  {
    title: 'unit, contract, integration and component tests',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
  },
  { title: 'build', command: [bin('vite'), 'build', '--logLevel', 'warn'], env: { NODE_ENV: 'production' } },
  { title: 'size of the first load', command: [process.execPath, 'e2e/byte-budget.mjs'] },
];
const E2E = [
  { title: 'browser', command: [process.execPath, 'e2e/find-browser.mjs'] },
  { title: 'end-to-end tests', command: [bin('playwright'), 'test'] },
];
const STEPS = { check: CHECK, e2e: E2E, test: [...CHECK, ...E2E] };

function readUnitCounts() {
  if (!existsSync(UNIT_REPORT)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(readFileSync(UNIT_REPORT, 'utf8'));
  return { passed: numPassedTests, failed: Math.max(numFailedTests, Math.min(1, numFailedTestSuites)), skipped: numPendingTests };
}

function readE2eCounts() {
  if (!existsSync(E2E_REPORT)) return { passed: 0, failed: 0, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(E2E_REPORT, 'utf8'));
  if (stats.flaky > 0) console.log(`${stats.flaky} end-to-end tests passed only at the second try: see the lines marked flaky above.`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

process.chdir(root);
mkdirSync('test-results', { recursive: true });
for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });

const steps = STEPS[process.argv[2] ?? 'test'];
let failedStep;
for (const { title, command, env } of steps) {
  const startedAt = performance.now();
  console.log(`\n── ${title}`);
  const [file, ...args] = command;
  const { status } = spawnSync(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  if (status !== 0) {
    failedStep = title;
    break;
  }
}

const counts = [readUnitCounts(), readE2eCounts()];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const failed = Math.max(sum('failed'), failedStep === undefined ? 0 : 1);
console.log(`\n${failedStep === undefined ? 'All steps are green.' : `Stopped at: ${failedStep}`}`);
console.log(existsSync('../shared/corpus') ? 'corpus: present' : 'corpus: skipped');
console.log(`${sum('passed')} passed, ${failed} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
