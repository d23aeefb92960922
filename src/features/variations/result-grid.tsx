import { MissingCell, ResultCell } from './result-cell';
import type { ResultTable } from './result-sets';

export interface ResultGridProps {
  readonly table: ResultTable;
  /** Side of a cell. */
  readonly sizePx: number;
}

/** Runs as a table with the values they ran with as headings, which stay in sight. */
export function ResultGrid({ table, sizePx }: ResultGridProps) {
  const [top, side] = table.axes;
  const hasSide = side !== '';
  const width = { width: sizePx, maxWidth: sizePx };
  return (
    <div className="max-w-full overflow-x-auto">
      <table className="border-separate border-spacing-1">
        <caption className="pb-1 text-left font-semibold">{table.title}</caption>
        <thead>
          <tr>
            {hasSide && <td />}
            <th scope="colgroup" colSpan={table.columns.length} className="px-1 text-left text-secondary font-normal text-muted">
              {top}
            </th>
          </tr>
          <tr>
            {hasSide && (
              <th
                scope="col"
                className="sticky left-0 z-10 max-w-32 bg-surface px-1 text-left align-bottom text-secondary font-normal text-muted"
              >
                {side}
              </th>
            )}
            {table.columns.map(({ step, label }) => (
              <th key={step} scope="col" style={width} title={label} className="truncate px-1 text-secondary font-semibold tabular-nums">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ heading, cells }) => (
            <tr key={heading.step}>
              {hasSide && (
                <th
                  scope="row"
                  title={heading.label}
                  className="sticky left-0 z-10 max-w-32 bg-surface px-1 text-left text-secondary font-semibold break-words tabular-nums"
                >
                  {heading.label}
                </th>
              )}
              {cells.map((run, index) => (
                <td key={table.columns[index]?.step ?? index} className="p-0">
                  <div style={{ width: sizePx, height: sizePx }}>
                    {run === null ? <MissingCell /> : <ResultCell job={run.job} note={run.note} sizePx={sizePx} />}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
