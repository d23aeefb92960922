import clsx from 'clsx';
import { Check, CircleDashed, Minus, TriangleAlert } from 'lucide-react';
import type { RowResult } from '@/session/doctor/examination';
import { wordFigures, wordResult } from '@/session/doctor/report-text';
import type { DoctorRow } from '@/session/doctor/table';
import { t } from './texts';

interface RowTableProps {
  readonly title: string;
  readonly rows: readonly DoctorRow[];
  readonly results: readonly RowResult[];
}

/** One group of rows: what was asked, what came back, how long it took, and the part of the page that depends on it. */
export function RowTable({ title, rows, results }: RowTableProps) {
  return (
    <table className="w-full border-b border-border text-left">
      <caption className="px-3 pt-4 pb-1 text-left font-semibold">{title}</caption>
      <thead className="sr-only">
        <tr>
          {[t.route, t.result, t.figures, t.use].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} result={results.find(({ id }) => id === row.id)} />
        ))}
      </tbody>
    </table>
  );
}

const LOOKS = {
  ok: { Icon: Check, tone: 'text-success' },
  trouble: { Icon: TriangleAlert, tone: 'text-danger' },
  absent: { Icon: Minus, tone: 'text-muted' },
  untried: { Icon: Minus, tone: 'text-muted' },
  pending: { Icon: CircleDashed, tone: 'text-muted' },
} as const;

function Row({ row, result }: { readonly row: DoctorRow; readonly result: RowResult | undefined }) {
  const { Icon, tone } = LOOKS[result?.state ?? 'pending'];
  return (
    <tr className="grid grid-cols-2 gap-x-4 border-t border-border px-3 py-1.5 md:grid-cols-[20rem_14rem_10rem_minmax(0,1fr)]">
      <th scope="row" className="col-span-2 font-mono text-secondary font-normal break-all md:col-span-1">
        {row.id}
      </th>
      <td className={clsx('flex items-center gap-2', tone)}>
        <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
        {result === undefined ? t.pending : wordResult(result)}
      </td>
      <td className="text-right text-muted tabular-nums md:text-left">{result === undefined ? '' : wordFigures(result)}</td>
      <td className="col-span-2 md:col-span-1">
        <a href={`#${row.place.route}`} className="text-accent underline">
          {row.use}
        </a>
      </td>
    </tr>
  );
}
