import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import query from '@tanstack/eslint-plugin-query';
import boundaries from 'eslint-plugin-boundaries';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import a11y from 'eslint-plugin-jsx-a11y-x';
import playwright from 'eslint-plugin-playwright';
import reactHooks from 'eslint-plugin-react-hooks';
import testingLibrary from 'eslint-plugin-testing-library';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));
const src = fileURLToPath(new URL('./src', import.meta.url));

/** The rooms of `src/` and what each may import; README repeats this table for readers. A room may always import itself. */
const LOW = ['lib', 'config', 'protocol', 'media'];
const ROOMS = {
  lib: [],
  config: ['lib'],
  protocol: ['lib'],
  media: ['lib'],
  graph: LOW,
  jobs: ['lib', 'config', 'protocol'],
  api: LOW,
  live: [...LOW, 'jobs'],
  ledger: [...LOW, 'jobs', 'api'],
  session: [...LOW, 'jobs', 'api', 'live', 'ledger'],
  fleet: [...LOW, 'jobs', 'api', 'session'],
  workspace: [...LOW, 'graph'],
  ui: ['lib', 'config'],
  components: [...LOW, 'graph', 'jobs', 'api', 'live', 'ledger', 'session', 'fleet', 'workspace', 'ui'],
  feature: [...LOW, 'graph', 'jobs', 'api', 'live', 'ledger', 'session', 'fleet', 'workspace', 'ui', 'components'],
  app: [...LOW, 'graph', 'jobs', 'api', 'live', 'ledger', 'session', 'fleet', 'workspace', 'ui', 'components', 'feature'],
  embedded: ['lib', 'protocol', 'media'],
  cli: [...LOW, 'graph', 'jobs', 'api', 'live', 'ledger', 'session', 'fleet', 'workspace'],
  testing: [...LOW, 'graph', 'jobs', 'api', 'live', 'ledger', 'session', 'fleet', 'workspace', 'ui', 'components', 'embedded'],
};
const EVERY_ROOM = Object.keys(ROOMS);
const PURE_ROOMS = ['lib', 'config', 'protocol', 'media', 'graph', 'jobs', 'api', 'live'];
const NODE_ROOMS = ['embedded', 'cli', 'testing'];
const REACT_PACKAGES = ['react', 'react-dom', 'react/*', 'react-dom/*', 'reactflow', '@tanstack/react-query', 'lucide-react'];

const roomMessage =
  '"{{from.element.types}}" may not import "{{to.element.types}}{{to.module.source}}": data flows one way (README, table of rooms). Move the code down to the room both may import, or pass the value in.';

const TESTS = ['src/**/*.test.ts', 'src/**/*.test.tsx'];
const BROWSER_GLOBALS = [
  { name: 'fetch', message: 'Only src/api talks HTTP; call a function of the ApiClient.' },
  { name: 'XMLHttpRequest', message: 'Only src/api talks HTTP.' },
  { name: 'WebSocket', message: 'Only src/live opens sockets.' },
  { name: 'localStorage', message: 'Only src/workspace/storage.ts owns localStorage.' },
  { name: 'sessionStorage', message: 'Nothing is kept in sessionStorage.' },
];
const TIME_AND_CHANCE = [
  { object: 'Date', property: 'now', message: 'Take a Clock (src/lib/clock.ts).' },
  { object: 'Math', property: 'random', message: 'Take a RandomSource (src/lib/random.ts).' },
  { object: 'window', property: 'localStorage', message: 'Only src/workspace/storage.ts owns localStorage.' },
];
const RAW_HTML = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'];
const NO_RAW_HTML = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text from servers and files is shown as text only.' },
  ...RAW_HTML.map((name) => ({
    selector: `MemberExpression[property.name='${name}']`,
    message: 'Text from servers and files is shown as text only.',
  })),
  { selector: "CallExpression[callee.object.name='document'][callee.property.name='write']", message: 'Never document.write.' },
];
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name is found by search and survives a rename.',
};

/** File names are kebab-case, so that they are the same on every disk and in every import. */
const kebabCase = {
  create: (context) => ({
    Program: (node) => {
      const name = basename(context.filename);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name))
        context.report({ node, message: `Name the file in kebab-case, not "${name}".` });
    },
  }),
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'playwright-report/', '.data/', 'public/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts', '*.ts'] })),
  {
    files: ['src/**/*.{ts,tsx,mjs}', 'e2e/**/*.{ts,mjs}', '*.{ts,js}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { project: './e2e/tsconfig.json', tsconfigRootDir: root } },
    plugins: { '@typescript-eslint': tseslint.plugin, 'import-x': importX, house: { rules: { 'kebab-case': kebabCase } } },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({ alias: { '@': [src] }, extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'] }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/extensions': ['.ts', '.tsx', '.mjs'],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'house/kebab-case': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        NO_DEFAULT_EXPORT,
        ...NO_RAW_HTML,
        { selector: 'TSAsExpression > TSAsExpression', message: 'Two assertions in a row hide a lie; parse the value instead.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: TESTS,
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx,mjs}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': EVERY_ROOM.map((type) =>
        type === 'feature' ? { type, pattern: 'src/features/*', capture: ['name'] } : { type, pattern: `src/${type}` },
      ),
      'boundaries/include': ['src/**/*'],
      'boundaries/root-path': root,
      'import/resolver': { typescript: { project: './e2e/tsconfig.json' } },
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          message: roomMessage,
          policies: [
            { from: { element: { type: '*' } }, allow: [{ to: { module: { origin: 'external' } } }] },
            ...Object.entries(ROOMS).map(([room, allowed]) => ({
              from: { element: { type: room } },
              allow: [...allowed, ...(room === 'feature' ? [] : [room])].map((type) => ({ to: { element: { type } } })),
            })),
            {
              from: { element: { type: 'feature' } },
              allow: [{ to: { element: { type: 'feature', captured: { name: '{{from.element.captured.name}}' } } } }],
            },
            {
              from: { element: { type: PURE_ROOMS } },
              disallow: REACT_PACKAGES.map((source) => ({ to: { module: { origin: 'external', source } } })),
              message: 'Levels 1 to 4 contain no React: keep this a pure function and let session or a feature call it.',
            },
            {
              from: { element: { type: NODE_ROOMS } },
              allow: [{ to: { module: { origin: 'core' } } }],
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...BROWSER_GLOBALS],
      'no-restricted-properties': ['error', ...TIME_AND_CHANCE],
    },
  },
  {
    files: PURE_ROOMS.map((room) => `src/${room}/**/*.ts`),
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...BROWSER_GLOBALS,
        { name: 'document', message: 'Levels 1 to 4 know no page.' },
        { name: 'window', message: 'Levels 1 to 4 know no page.' },
      ],
    },
  },
  {
    // Playwright takes a default export here.
    files: ['*.{ts,js}', 'e2e/serve/global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/{ledger,session,fleet,workspace}/**/*.ts'],
    ignores: ['**/use-*.ts', ...TESTS],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'react', message: 'In level 5 React stands in use-*.ts and *.tsx only; keep the rest a plain function or factory.' },
          ],
        },
      ],
    },
  },
  { files: ['src/api/**/*.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/live/**/*.ts', 'src/embedded/**/*.ts', 'src/testing/**', ...TESTS], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/workspace/storage.ts'], rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' } },
  { files: ['src/lib/clock.ts', 'src/lib/random.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: [...TESTS, 'src/testing/**/*.{ts,tsx}'],
    rules: {
      'boundaries/dependencies': 'off',
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['src/**/catalog/**/*', 'src/**/fixtures/**/*'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['src/**/*.tsx'],
    ...a11y.flatConfigs?.recommended,
    plugins: { 'jsx-a11y-x': a11y, 'react-hooks': reactHooks, '@tanstack/query': query },
    rules: {
      ...(a11y.flatConfigs?.recommended?.rules ?? a11y.configs.recommended.rules),
      ...reactHooks.configs.flat.recommended.rules,
      ...query.configs.recommended.rules,
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/use-*.ts', 'src/session/**/*.ts'],
    plugins: { 'react-hooks': reactHooks, '@tanstack/query': query },
    rules: { ...reactHooks.configs.flat.recommended.rules, ...query.configs.recommended.rules },
  },
  { ...testingLibrary.configs['flat/react'], files: ['src/**/*.test.tsx'] },
  {
    files: ['src/**/*.test.tsx'],
    rules: { 'max-lines-per-function': 'off', 'boundaries/dependencies': 'off' },
  },
  { ...playwright.configs['flat/recommended'], files: ['e2e/**/*.ts'], ignores: ['e2e/**/*.unit.test.ts'] },
  {
    files: ['e2e/**/*.{ts,mjs}', 'src/**/*.mjs'],
    rules: { 'max-lines': ['error', { max: 500 }], 'max-lines-per-function': 'off' },
  },
);
