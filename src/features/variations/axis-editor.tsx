import { X } from 'lucide-react';
import type { FoundControl } from '@/graph/variations/find-controls';
import { parseCsv } from '@/graph/variations/parse-csv';
import type { Diagnostic } from '@/lib/diagnostic';
import { IconButton } from '@/ui/button';
import { ControlSelect } from './control-select';
import { findColumnControl, findControl, takesFiles, type BuiltAxis, type DraftAxis } from './draft-axis';
import { FIELD, Labelled } from './labelled';
import { TextFileField } from './text-file-field';
import { t } from './texts';

const SHOWN_PROBLEMS = 3;
const SOURCES = ['list', 'table', 'files'] as const;

export interface AxisEditorProps {
  readonly number: number;
  /** Where the values stand in the result; empty while there is only one list. */
  readonly use: string;
  readonly draft: DraftAxis;
  readonly built: BuiltAxis;
  readonly controls: readonly FoundControl[];
  readonly onChange: (change: Partial<DraftAxis>) => void;
  /** Absent for the only list. */
  readonly onRemove?: () => void;
}

/** One list: where its values come from, which control they go to, and what is wrong with them. */
export function AxisEditor({ number, use, draft, built, controls, onChange, onRemove }: AxisEditorProps) {
  const canTakeFiles = controls.some(takesFiles);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-panel border border-border p-3">
      <legend className="px-1 font-semibold">{use === '' ? t.axis({ number }) : t.axisUse({ number, use })}</legend>
      <div className="flex items-end gap-2">
        <Labelled label={t.source}>
          {(field) => (
            <select
              {...field}
              className={FIELD}
              value={draft.source}
              onChange={({ target }) => onChange({ source: SOURCES.find((source) => source === target.value) ?? 'list' })}
            >
              {SOURCES.filter((source) => source !== 'files' || canTakeFiles).map((source) => (
                <option key={source} value={source}>
                  {t[source]}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        {draft.source !== 'table' && (
          <ControlSelect
            label={t.control}
            controls={draft.source === 'files' ? controls.filter(takesFiles) : controls}
            value={findControl(controls, draft)}
            onChange={(controlKey) => onChange({ controlKey })}
          />
        )}
        {onRemove !== undefined && (
          <IconButton label={t.removeAxis({ number })} onClick={onRemove}>
            <X size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
      </div>
      {draft.source === 'table' && <TableFields draft={draft} controls={controls} onChange={onChange} />}
      {draft.source === 'list' && <ListField draft={draft} built={built} controls={controls} onChange={onChange} />}
      {draft.source === 'files' && (
        <Labelled label={t.prefix} hint={`${t.prefixHint} ${t.fileCount({ count: built.axis.points.length })}`}>
          {(field) => (
            <input {...field} className={FIELD} value={draft.prefix} onChange={({ target }) => onChange({ prefix: target.value })} />
          )}
        </Labelled>
      )}
      <Problems diagnostics={built.diagnostics} />
    </fieldset>
  );
}

type FieldsProps = Pick<AxisEditorProps, 'draft' | 'controls' | 'onChange'>;

function ListField({ draft, built, controls, onChange }: FieldsProps & Pick<AxisEditorProps, 'built'>) {
  const control = findControl(controls, draft);
  const count = built.axis.points.length;
  return (
    <>
      <Labelled label={t.values} hint={`${hintFor(control)} ${t.valueCount({ count })}`}>
        {(field) => (
          <textarea
            {...field}
            rows={3}
            spellCheck={false}
            className={`${FIELD} py-1 font-mono`}
            value={draft.text}
            aria-invalid={built.diagnostics.some(({ severity }) => severity === 'error')}
            onChange={({ target }) => onChange({ text: target.value })}
          />
        )}
      </Labelled>
      {control?.widget.kind === 'string' && (
        <TextFileField label={t.linesFile} accept=".txt,.md,.csv,text/plain" onRead={(_name, text) => onChange({ text })} />
      )}
    </>
  );
}

function hintFor(control: FoundControl | null): string {
  if (control?.widget.kind === 'int' || control?.widget.kind === 'float') return t.valuesNumbers;
  return control?.widget.kind === 'boolean' ? t.valuesSwitch : t.valuesTexts;
}

function TableFields({ draft, controls, onChange }: FieldsProps) {
  const { table } = draft;
  const parsed = table === null ? null : parseCsv(table.text);
  const columns = parsed?.header ?? [];
  const rowCount = parsed?.rows.length ?? 0;
  const isUnused = columns.length > 0 && columns.every((column) => findColumnControl(controls, draft, column) === null);
  return (
    <>
      <TextFileField
        label={t.tableFile}
        hint={
          table === null
            ? t.tableHint
            : rowCount === 0
              ? t.tableEmpty({ name: table.fileName })
              : t.tableRows({ name: table.fileName, count: rowCount })
        }
        accept=".csv,.tsv,.txt,text/csv"
        onRead={(fileName, text) => onChange({ table: { fileName, text }, columns: {} })}
      />
      {columns.map((column, index) => (
        <ControlSelect
          key={`${index} ${column}`}
          label={t.column({ name: column })}
          controls={controls}
          value={findColumnControl(controls, draft, column)}
          canBeNone
          onChange={(key) => onChange({ columns: { ...draft.columns, [column]: key } })}
        />
      ))}
      {isUnused && <p className="text-secondary text-warning">{t.noColumn}</p>}
    </>
  );
}

function Problems({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  if (diagnostics.length === 0) return null;
  const hidden = diagnostics.length - SHOWN_PROBLEMS;
  return (
    <ul aria-live="polite" className="text-secondary">
      {diagnostics.slice(0, SHOWN_PROBLEMS).map((problem, index) => (
        <li key={index} className={problem.severity === 'error' ? 'text-danger' : 'text-warning'}>
          {wordProblem(problem)}
        </li>
      ))}
      {hidden > 0 && <li className="text-muted">{t.andMore({ count: hidden })}</li>}
    </ul>
  );
}

function wordProblem({ code, params = {} }: Diagnostic): string {
  const text = String(params['text'] ?? '');
  const limit = String(params['limit'] ?? '');
  switch (code) {
    case 'bad-range':
    case 'not-offered':
      return t[code]({ text });
    case 'below-min':
    case 'above-max':
      return t[code]({ text, limit });
    case 'too-many-values':
      return t[code]({ limit });
    default:
      return t['bad-value']({ text });
  }
}
