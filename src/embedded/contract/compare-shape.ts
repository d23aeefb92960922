/** How two JSON bodies may differ. Patterns are paths like `jobs.*.id`; `*` stands for one key or index, `**` at the end for everything below. */
export interface ShapeRules {
  /** Lists whose length is free: every item must have the shape of one of the expected items. */
  readonly lists?: readonly string[];
  /** Objects whose keys are free (ids, names): every member must have the shape of one of the expected members. */
  readonly maps?: readonly string[];
  /** Not looked at at all. */
  readonly free?: readonly string[];
  /** Here the values must be equal too, not only their kind. */
  readonly same?: readonly string[];
}

/**
 * Compares two JSON values field by field: same kinds, same keys, same lengths. Values may differ unless a rule says otherwise.
 * @returns one line per difference, with its path; empty when the shapes are equal.
 */
export function compareShape(expected: unknown, actual: unknown, rules: ShapeRules = {}): string[] {
  return compareAt([], expected, actual, rules);
}

type Path = readonly string[];

function compareAt(path: Path, expected: unknown, actual: unknown, rules: ShapeRules): string[] {
  if (matches(rules.free, path)) return [];
  const [wanted, found] = [kindOf(expected), kindOf(actual)];
  if (wanted !== found) return [`${show(path)}: expected ${wanted}, found ${found} (${preview(actual)})`];
  if (Array.isArray(expected) && Array.isArray(actual)) return compareLists(path, expected, actual, rules);
  if (isRecord(expected) && isRecord(actual)) return compareObjects(path, expected, actual, rules);
  const isDifferent = matches(rules.same, path) && String(expected) !== String(actual);
  return isDifferent ? [`${show(path)}: expected ${preview(expected)}, found ${preview(actual)}`] : [];
}

function compareLists(path: Path, expected: readonly unknown[], actual: readonly unknown[], rules: ShapeRules): string[] {
  if (matches(rules.lists, path)) return compareWithAny(path, expected, [...actual.entries()], rules);
  if (expected.length !== actual.length) return [`${show(path)}: expected ${expected.length} items, found ${actual.length}`];
  return expected.flatMap((item, index) => compareAt([...path, String(index)], item, actual[index], rules));
}

function compareObjects(path: Path, expected: Record<string, unknown>, actual: Record<string, unknown>, rules: ShapeRules): string[] {
  if (matches(rules.maps, path)) return compareWithAny(path, Object.values(expected), Object.entries(actual), rules);
  const missing = Object.keys(expected).filter((key) => !Object.hasOwn(actual, key));
  const extra = Object.keys(actual).filter((key) => !Object.hasOwn(expected, key));
  const common = Object.keys(expected).filter((key) => Object.hasOwn(actual, key));
  return [
    ...missing.map((key) => `${show([...path, key])}: missing`),
    ...extra.map((key) => `${show([...path, key])}: not expected (${preview(actual[key])})`),
    ...common.flatMap((key) => compareAt([...path, key], expected[key], actual[key], rules)),
  ];
}

/** Every member must be like one of the samples; the complaint is that of the nearest sample. */
function compareWithAny(
  path: Path,
  samples: readonly unknown[],
  members: readonly (readonly [string | number, unknown])[],
  rules: ShapeRules,
): string[] {
  if (samples.length > 0 && members.length === 0) return [`${show(path)}: expected members, found none`];
  return members.flatMap(([key, member]) => {
    const complaints = samples.map((sample) => compareAt([...path, String(key)], sample, member, rules));
    complaints.sort((a, b) => a.length - b.length);
    return complaints[0] ?? [`${show([...path, String(key)])}: not expected (${preview(member)})`];
  });
}

function matches(patterns: readonly string[] | undefined, path: Path): boolean {
  return (patterns ?? []).some((pattern) => matchesOne(pattern === '' ? [] : pattern.split('.'), path));
}

function matchesOne(pattern: readonly string[], path: Path): boolean {
  const isOpen = pattern.at(-1) === '**';
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  const isLengthRight = isOpen ? path.length >= fixed.length : path.length === fixed.length;
  return isLengthRight && fixed.every((part, index) => part === '*' || part === path[index]);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(path: Path): string {
  return path.length === 0 ? '(body)' : path.join('.');
}

function preview(value: unknown): string {
  const text = JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member)) as
    string | undefined;
  return (text ?? 'undefined').slice(0, 80);
}
