import type { JsonValue } from '@/lib/json';
import { AUTOGROW, DYNAMIC_GROUP, readInputSpec, readSections } from './input-spec';
import { listOf, numberOr, objectOf, textOr } from './json-read';
import type { InputSpec, NodeType } from './node-type';

/** Never more rows than this, whatever a definition or a file says. */
const MAX_ROWS = 200;

/** Called once for every widget in slot order; answers its current value, `undefined` = none saved. */
export type ReadWidgetValue = (spec: InputSpec) => JsonValue | undefined;

/**
 * The inputs a node has right now: dynamic combos add the inputs of the chosen option, autogrow and group containers become rows,
 * names joined with a dot. Containers of rows themselves are no inputs, except the count widget of a group.
 * @param currentValues widget values by full name; absent = default.
 * @param connectedNames full names of the inputs that have a link; decides how many autogrow rows there are.
 */
export function expandInputs(
  nodeType: NodeType,
  currentValues: ReadonlyMap<string, JsonValue>,
  connectedNames: ReadonlySet<string>,
): readonly InputSpec[] {
  return walkInputs(nodeType.inputs, (spec) => currentValues.get(spec.name), connectedNames);
}

/** As `expandInputs`, with the values read in slot order while walking: positions of later widgets depend on earlier values. */
export function walkInputs(
  specs: readonly InputSpec[],
  readValue: ReadWidgetValue,
  connectedNames: ReadonlySet<string>,
): readonly InputSpec[] {
  const found: InputSpec[] = [];
  const pending = [...specs].reverse();
  for (let spec = pending.pop(); spec !== undefined; spec = pending.pop()) {
    if (isAutogrow(spec)) {
      pending.push(...[...autogrowRows(spec, connectedNames)].reverse());
      continue;
    }
    found.push(spec);
    const value = spec.isWidget ? readValue(spec) : undefined;
    pending.push(...[...childrenOf(spec, value, connectedNames)].reverse());
  }
  return found;
}

/** True for the container whose rows replace it. */
function isAutogrow(spec: InputSpec): boolean {
  return spec.type === AUTOGROW;
}

/** True for the count widget of a dynamic group: it has a slot but is never sent. */
export function isGroupCount(spec: InputSpec): boolean {
  return spec.type === DYNAMIC_GROUP;
}

function childrenOf(spec: InputSpec, value: JsonValue | undefined, connectedNames: ReadonlySet<string>): readonly InputSpec[] {
  if (spec.widget.kind === 'dynamic-combo') {
    const key = typeof value === 'string' ? value : spec.widget.default;
    return spec.widget.options.find((option) => option.key === key)?.inputs ?? [];
  }
  if (isGroupCount(spec)) return groupRows(spec, value);
  if (spec.options['slotType'] !== undefined && spec.options['inputs'] !== undefined && connectedNames.has(spec.name)) {
    return readSections(objectOf(spec.options['inputs']), { prefix: `${spec.name}.`, depth: 0 });
  }
  return [];
}

function groupRows(spec: InputSpec, value: JsonValue | undefined): readonly InputSpec[] {
  const template = objectOf(spec.options['template']);
  const fields = template['required'] === undefined && template['optional'] === undefined ? objectOf(template['input']) : template;
  const count = Math.min(MAX_ROWS, Math.max(0, Math.trunc(numberOr(value, numberOr(spec.options['min'], 0)))));
  return Array.from({ length: count }, (_, row) => readSections(fields, { prefix: `${spec.name}.${row}.`, depth: 0 })).flat();
}

function autogrowRows(spec: InputSpec, connectedNames: ReadonlySet<string>): readonly InputSpec[] {
  const template = objectOf(spec.options['template']);
  const input = objectOf(template['input']);
  const entries = [
    ...Object.entries(objectOf(input['required'])).map(([key, declared]) => ({ key, declared, isRequired: true })),
    ...Object.entries(objectOf(input['optional'])).map(([key, declared]) => ({ key, declared, isRequired: false })),
  ];
  const names = listOf(template['names']).filter((name): name is string => typeof name === 'string');
  const min = Math.max(0, numberOr(template['min'], 1));
  const rowNames = (row: number): readonly string[] => {
    if (entries.length > 1) return entries.map(({ key }) => `${spec.name}.${key}${row}`);
    if (names.length > 0) return [`${spec.name}.${names[row] ?? row}`];
    return [`${spec.name}.${textOr(template['prefix'], entries[0]?.key ?? '')}${row}`];
  };
  const max = Math.min(MAX_ROWS, names.length > 0 ? names.length : numberOr(template['max'], 100));
  const count = countRows({ min, max, isUsed: (row) => rowNames(row).some((name) => connectedNames.has(name)) });
  return Array.from({ length: count }, (_, row) =>
    rowNames(row).flatMap((name, column) => {
      const entry = entries[column];
      const isRequired = entry?.isRequired === true && row < min && spec.isRequired;
      const read = entry === undefined ? null : readInputSpec(name, entry.declared, { isRequired, depth: 0 });
      return read === null ? [] : [toSocket(read)];
    }),
  ).flat();
}

/** One more row than the last connected, at least `min`, at most `max`. */
function countRows({ min, max, isUsed }: { min: number; max: number; isUsed: (row: number) => boolean }): number {
  let last = -1;
  for (let row = 0; row < max; row++) if (isUsed(row)) last = row;
  return Math.min(max, Math.max(min, last + 2));
}

/** Template widgets of autogrow rows are sockets only. */
function toSocket(spec: InputSpec): InputSpec {
  return spec.isWidget ? { ...spec, isWidget: false, hasSocket: true, widget: { kind: 'none' } } : spec;
}
