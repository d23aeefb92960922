import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { RunErrorDetails } from '@/components/run-errors/run-error';
import type { Repair } from '@/graph/validate/find-repairs';
import type { Diagnostic } from '@/lib/diagnostic';
import { Button } from '@/ui/button';
import { texts as t } from '../texts';
import type { PackRows, ProblemRow, RowRepair } from './problem-rows';

/** A workflow of thousands of nodes for another server has thousands of problems; nobody reads them all. */
const ROWS_AT_ONCE = 100;

/** What the rows' buttons do. */
export interface ProblemActions {
  readonly onGo: (executionId: string) => void;
  /** Goes to the control and opens its list. */
  readonly onChoose: (executionId: string, input: string) => void;
  readonly onRepair: (repairs: readonly Repair[]) => void;
}

/** Missing node types of one pack, and where it is found: as text, nothing is opened or asked. */
export function PackSection({ pack, actions }: { readonly pack: PackRows; readonly actions: ProblemActions }) {
  return (
    <section aria-label={pack.title} className="border-b border-border">
      <div className="px-3 pt-2">
        <h3 className="font-semibold break-words">{pack.title}</h3>
        {pack.url !== null && <p className="font-mono text-secondary break-all text-muted select-all">{pack.url}</p>}
      </div>
      <RowList rows={pack.rows} actions={actions} />
    </section>
  );
}

/** Rows, a hundred at first. */
export function RowList({ rows, actions }: { readonly rows: readonly ProblemRow[]; readonly actions: ProblemActions }) {
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const left = rows.length - limit;
  if (rows.length === 0) return null;
  return (
    <ul className="flex flex-col">
      {rows.slice(0, limit).map((row, index) => (
        <li key={index} className="border-b border-border last:border-b-0">
          <Row row={row} actions={actions} />
        </li>
      ))}
      {left > 0 && (
        <li className="p-2">
          <Button className="w-full" onClick={() => setLimit(limit + ROWS_AT_ONCE)}>
            {t.moreProblems({ count: left })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Row({ row, actions }: { readonly row: ProblemRow; readonly actions: ProblemActions }) {
  const { nodeId } = row;
  if (nodeId === null) {
    return (
      <p className="flex items-start gap-2 px-3 py-2">
        <RowContent row={row} />
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        className="flex min-h-9 w-full items-start gap-2 px-3 py-2 text-left hover:bg-raised pointer-coarse:min-h-11"
        onClick={() => actions.onGo(nodeId)}
      >
        <RowContent row={row} />
      </button>
      {row.failure !== undefined && (
        <div className="flex flex-col gap-1 px-3 pb-2 pl-9">
          <RunErrorDetails {...row.failure} />
        </div>
      )}
      {row.repair !== undefined && <RepairButtons nodeId={nodeId} {...row.repair} actions={actions} />}
    </>
  );
}

interface RepairButtonsProps extends RowRepair {
  readonly nodeId: string;
  readonly actions: ProblemActions;
}

function RepairButtons({ nodeId, repair, place, everywhere, actions }: RepairButtonsProps) {
  const { nearest, input } = repair;
  return (
    <div className="flex flex-wrap gap-2 px-3 pb-2 pl-9">
      {nearest !== null && (
        <Button className="max-w-full" onClick={() => actions.onRepair([repair])}>
          <span className="truncate">{repair.isSameFile ? t.useNearest({ value: nearest }) : t.useSimilar({ value: nearest })}</span>
        </Button>
      )}
      {nearest !== null && everywhere.length > 1 && (
        <Button className="max-w-full" onClick={() => actions.onRepair(everywhere)}>
          <span className="truncate">{t.useEverywhere({ value: nearest, count: everywhere.length })}</span>
        </Button>
      )}
      <Button aria-label={t.chooseAnotherFor({ place })} onClick={() => actions.onChoose(nodeId, input)}>
        {t.chooseAnother}
      </Button>
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.75 } as const;

function RowContent({ row }: { readonly row: ProblemRow }) {
  return (
    <>
      <span className="mt-px shrink-0" role="img" aria-label={wordSeverity(row.severity)}>
        <SeverityIcon severity={row.severity} />
      </span>
      <span className="min-w-0 break-words whitespace-pre-line">{row.text}</span>
    </>
  );
}

function SeverityIcon({ severity }: { readonly severity: Diagnostic['severity'] }) {
  if (severity === 'error') return <CircleAlert {...ICON} className="text-danger" />;
  return severity === 'warning' ? <TriangleAlert {...ICON} className="text-warning" /> : <Info {...ICON} className="text-info" />;
}

function wordSeverity(severity: Diagnostic['severity']): string {
  if (severity === 'error') return t.severityError;
  return severity === 'warning' ? t.severityWarning : t.severityInfo;
}
