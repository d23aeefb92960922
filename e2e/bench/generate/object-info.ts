import type { JsonObject } from '@/lib/json';
import { createRandom, pickIndex } from './random';

export const TYPE_COUNT = 1_500;
/** Types of the three sockets on either side of every node. */
export const SOCKETS = ['MODEL', 'CONDITIONING', 'LATENT'] as const;
/** Files in the list of each type: 40 make about 6 MB in all, 345 about 34 MB. */
export type FileCount = 40 | 345;

const SOCKET_NAMES = ['model', 'conditioning', 'latent'];
const WORDS = ['the', 'amount', 'of', 'noise', 'that', 'is', 'removed', 'from', 'each', 'sample', 'before', 'it', 'goes', 'on', 'to', 'a'];
const HEX = 16 ** 6;

/** The class name of a generated type. */
export function typeName(index: number): string {
  return `BenchNode${String(index).padStart(4, '0')}`;
}

/** The name of a generated file; about sixty characters, as names of model files are. */
export function fileName(type: number, file: number): string {
  return `bench/pack-${type % 12}/checkpoint_a_style_${String(type).padStart(4, '0')}_take_${String(file).padStart(4, '0')}.safetensors`;
}

/** `/object_info` of a server with 1,500 types of 3 sockets in, 5 widgets and 3 out; the same bytes every time. */
export function generateObjectInfo(files: FileCount): Record<string, JsonObject> {
  const random = createRandom(1);
  return Object.fromEntries(
    Array.from({ length: TYPE_COUNT }, (_none, index) => [typeName(index), generateType(index, files, random)] as const),
  );
}

function generateType(index: number, files: FileCount, random: () => number): JsonObject {
  const tooltip = (): string => Array.from({ length: 12 }, () => WORDS[pickIndex(random, WORDS.length)]).join(' ');
  const optional = Object.fromEntries(SOCKETS.map((type, at) => [SOCKET_NAMES[at] ?? type, [type, { tooltip: tooltip() }]]));
  const required = {
    amount: ['INT', { default: 0, min: 0, max: 2 ** 52, tooltip: tooltip() }],
    steps: ['INT', { default: 20, min: 1, max: 10_000, tooltip: tooltip() }],
    strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01, tooltip: tooltip() }],
    file: [Array.from({ length: files }, (_none, file) => fileName(index, file)), { tooltip: tooltip() }],
    text: ['STRING', { default: '', multiline: false, tooltip: tooltip() }],
  };
  return {
    input: { required, optional },
    input_order: { required: Object.keys(required), optional: Object.keys(optional) },
    is_input_list: false,
    output: [...SOCKETS],
    output_is_list: SOCKETS.map(() => false),
    output_name: [...SOCKETS],
    output_tooltips: SOCKETS.map(tooltip),
    name: typeName(index),
    display_name: `Bench Node ${index} ${pickIndex(random, HEX).toString(16)}`,
    description: tooltip(),
    python_module: `custom_nodes.bench_pack_${index % 12}`,
    category: `bench/group ${index % 30}/part ${index % 7}`,
    output_node: index % 10 === 9,
  };
}
