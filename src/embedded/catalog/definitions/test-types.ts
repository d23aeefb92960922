import { v1 } from '../definition';

const MODULE = 'custom_nodes.test-types';
const SIDE = { default: 512, min: 1, max: 16384, step: 1 } as const;
const STUB_SIZE = { height: ['INT', SIDE], width: ['INT', SIDE], batch_size: ['INT', SIDE] } as const;

/** Outputs of `TestManyOutputs`. */
export const MANY_OUTPUTS = 48;
/** A name that must be shown as text everywhere and run nowhere. */
export const HOSTILE_NAME = '<img src=x onerror="window.__hostile=1"><script>window.__hostile=1</script>';

/** Classes that exist for tests only and are served with `testNodes: true`. The first seven play the fixtures' runs, whose classes are not core ones. */
export const TEST_TYPES_DEFINITIONS = {
  FixtureProgress: v1('FixtureProgress', {
    description: 'Reports steps, with previews if asked, over a number of seconds.',
    python_module: MODULE,
    category: 'test',
    input: {
      required: {
        image: ['IMAGE'],
        steps: ['INT', { default: 5, min: 1, max: 1000 }],
        seconds: ['FLOAT', { default: 1, min: 0, max: 600, step: 0.1 }],
        preview: [['none', 'JPEG', 'PNG']],
        seed: ['INT', { default: 0, min: 0, max: 18446744073709551615n }],
      },
    },
    output: ['IMAGE'],
  }),

  FixtureFail: v1('FixtureFail', {
    description: 'Ends the run with a ValueError.',
    python_module: MODULE,
    category: 'test',
    input: { required: { image: ['IMAGE'], message: ['STRING', { default: 'boom' }] } },
    output: ['IMAGE'],
  }),

  TestExecutionBlocker: v1('TestExecutionBlocker', {
    python_module: MODULE,
    category: 'test',
    input: { required: { input: ['*'], block: ['BOOLEAN'], verbose: ['BOOLEAN', { default: false }] } },
    output: ['*'],
    output_name: ['output'],
  }),

  TestMixedExpansionReturns: v1('TestMixedExpansionReturns', {
    python_module: MODULE,
    category: 'test',
    input: { required: { input1: ['FLOAT'] } },
    output: ['IMAGE', 'IMAGE'],
  }),

  StubImage: v1('StubImage', {
    python_module: MODULE,
    category: 'test',
    input: { required: { content: [['WHITE', 'BLACK', 'NOISE']], ...STUB_SIZE } },
    output: ['IMAGE'],
  }),

  StubMask: v1('StubMask', {
    python_module: MODULE,
    category: 'test',
    input: { required: { value: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.01 }], ...STUB_SIZE } },
    output: ['MASK'],
  }),

  TestLazyMixImages: v1('TestLazyMixImages', {
    python_module: MODULE,
    category: 'test',
    input: { required: { image1: ['IMAGE', { lazy: true }], image2: ['IMAGE', { lazy: true }], mask: ['MASK'] } },
    output: ['IMAGE'],
  }),

  TestSleep: v1('TestSleep', {
    description: 'Waits, then hands its value on.',
    python_module: MODULE,
    category: 'test',
    input: { required: { value: ['*'], seconds: ['FLOAT', { default: 1, min: 0, max: 3600, step: 0.1 }] } },
    output: ['*'],
    output_name: ['value'],
  }),

  TestBigText: v1('TestBigText', {
    description: 'Shows a text of that many kilobytes.',
    python_module: MODULE,
    category: 'test',
    input: { required: { kilobytes: ['INT', { default: 256, min: 1, max: 65536 }] } },
    output: ['STRING'],
    output_node: true,
  }),

  TestManyOutputs: v1('TestManyOutputs', {
    description: 'Has many sockets and writes many small pictures.',
    python_module: MODULE,
    category: 'test',
    input: { required: { images: ['INT', { default: 0, min: 0, max: 10000 }], filename_prefix: ['STRING', { default: 'many' }] } },
    output: Array.from({ length: MANY_OUTPUTS }, () => 'INT'),
    output_name: Array.from({ length: MANY_OUTPUTS }, (_, index) => `out ${index}`),
    output_node: true,
  }),

  TestHostileNames: v1('TestHostileNames', {
    display_name: `Hostile ${HOSTILE_NAME}`,
    description: `Description ${HOSTILE_NAME} javascript:alert(1)`,
    python_module: `custom_nodes.${HOSTILE_NAME}`,
    category: `test/${HOSTILE_NAME}/"><svg onload=alert(1)>`,
    input: {
      required: {
        [HOSTILE_NAME]: ['STRING', { default: HOSTILE_NAME, tooltip: HOSTILE_NAME, placeholder: HOSTILE_NAME }],
        constructor: [[HOSTILE_NAME, '__proto__', 'toString'], { tooltip: HOSTILE_NAME }],
        hasOwnProperty: ['INT', { default: 1, min: 0, max: 9, display_name: HOSTILE_NAME }],
      },
    },
    output: [HOSTILE_NAME, 'STRING'],
    output_name: [HOSTILE_NAME, 'toString'],
    output_tooltips: [HOSTILE_NAME, HOSTILE_NAME],
    output_node: true,
    search_aliases: [HOSTILE_NAME],
  }),
};
