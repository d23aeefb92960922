import { MAX_VARIATIONS } from '@/config/limits';
import { toText } from '@/graph/node-types/json-read';
import type { FoundControl } from '@/graph/variations/find-controls';
import { parseCsv } from '@/graph/variations/parse-csv';
import { parseValue, parseValues } from '@/graph/variations/parse-values';
import type { Axis, AxisPoint, ControlChange, VariedControl } from '@/graph/variations/variation';
import type { Diagnostic } from '@/lib/diagnostic';
import { truncateMiddle } from '@/lib/format';
import type { JsonValue } from '@/lib/json';
import { t } from './texts';

/** One list as the person is writing it. What another source has is kept while one is chosen. */
export interface DraftAxis {
  readonly key: number;
  readonly source: 'list' | 'table' | 'files';
  /** Which control a list or files go to, by `toControlKey`; null = the first that fits. */
  readonly controlKey: string | null;
  readonly text: string;
  readonly table: { readonly fileName: string; readonly text: string } | null;
  /** Control by column, '' = none; columns that are absent go to the control of their own name, if there is one. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the names of input files begin with. */
  readonly prefix: string;
}

/** A list as it will run, with what is wrong with it. */
export interface BuiltAxis {
  readonly axis: Axis;
  readonly diagnostics: readonly Diagnostic[];
}

const LABEL_LENGTH = 60;
const EMPTY: Axis = { title: '', points: [] };

/** A list nobody has written yet. */
export function createDraftAxis(key: number, controlKey: string | null = null): DraftAxis {
  return { key, source: 'list', controlKey, text: '', table: null, columns: {}, prefix: '' };
}

/** Names a control within its document. */
export function toControlKey({ graphId, nodeId, name }: VariedControl): string {
  return `${graphId} ${nodeId} ${name}`;
}

/** What a control is called where its node is not seen. */
export function toControlTitle({ nodeTitle, name }: FoundControl): string {
  return `${nodeTitle} ${name}`;
}

/** The control a key names, else the first one that fits the source; null when none does. */
export function findControl(controls: readonly FoundControl[], { source, controlKey }: DraftAxis): FoundControl | null {
  const fitting = source === 'files' ? controls.filter(takesFiles) : controls;
  return fitting.find((control) => toControlKey(control) === controlKey) ?? fitting[0] ?? null;
}

/** Whether a control chooses among the server's input files. */
export function takesFiles({ widget }: FoundControl): boolean {
  return widget.kind === 'combo' && widget.upload !== null;
}

/** The control of a column: as chosen, else the one of that name. `null` = the column is not used. */
export function findColumnControl(controls: readonly FoundControl[], draft: DraftAxis, column: string): FoundControl | null {
  const chosen = draft.columns[column];
  if (chosen !== undefined) return controls.find((control) => toControlKey(control) === chosen) ?? null;
  return controls.find((control) => control.name === column || toControlTitle(control) === column) ?? null;
}

/** What a draft makes of the document's controls. Pure. */
export function buildAxis(draft: DraftAxis, controls: readonly FoundControl[]): BuiltAxis {
  if (draft.source === 'table') return buildTable(draft, controls);
  const control = findControl(controls, draft);
  if (control === null) return { axis: EMPTY, diagnostics: [] };
  const title = toControlTitle(control);
  const { value, diagnostics } =
    draft.source === 'files'
      ? { value: listFiles(control, draft.prefix), diagnostics: [] }
      : parseValues(draft.text, control.widget, MAX_VARIATIONS);
  return { axis: { title, points: value.map((one) => toPoint([{ control, value: one }])) }, diagnostics };
}

/** The titles of controls that more than one list changes. */
export function findClashes(axes: readonly Axis[], controls: readonly FoundControl[]): readonly string[] {
  const used = axes.map(({ points }) => new Set(points.flatMap(({ changes }) => changes.map(toControlKey))));
  return controls.filter((control) => used.filter((keys) => keys.has(toControlKey(control))).length > 1).map(toControlTitle);
}

function listFiles({ widget }: FoundControl, prefix: string): readonly JsonValue[] {
  const options = widget.kind === 'combo' ? widget.options : [];
  return options.filter((option) => toText(option).startsWith(prefix.trim())).slice(0, MAX_VARIATIONS);
}

function buildTable(draft: DraftAxis, controls: readonly FoundControl[]): BuiltAxis {
  const { header, rows } = parseCsv(draft.table?.text ?? '');
  const used = header.flatMap((column, index) => {
    const control = findColumnControl(controls, draft, column);
    return control === null ? [] : [{ index, control }];
  });
  if (used.length === 0) return { axis: EMPTY, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  if (rows.length > MAX_VARIATIONS) diagnostics.push({ severity: 'error', code: 'too-many-values', params: { limit: MAX_VARIATIONS } });
  const points = rows.slice(0, MAX_VARIATIONS).map((row) => {
    const settings = used.flatMap(({ index, control }): readonly Setting[] => {
      const { value, diagnostics: found } = parseValue(row[index] ?? '', control.widget);
      diagnostics.push(...found);
      return value.map((one) => ({ control, value: one }));
    });
    return toPoint(settings);
  });
  return { axis: { title: used.map(({ control }) => control.name).join(', '), points }, diagnostics };
}

interface Setting {
  readonly control: FoundControl;
  readonly value: JsonValue;
}

function toPoint(settings: readonly Setting[]): AxisPoint {
  const words = settings.map(({ value }) => wordValue(value)).join(', ');
  return {
    label: truncateMiddle(words.replace(/\s+/g, ' ').trim(), LABEL_LENGTH) || t.noValue,
    changes: settings.map(({ control: { graphId, nodeId, name }, value }): ControlChange => ({ graphId, nodeId, name, value })),
  };
}

function wordValue(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? t.on : t.off;
  return toText(value);
}
