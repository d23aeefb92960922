import { Info, TriangleAlert } from 'lucide-react';
import { CopyButton } from '@/components/output-media/copy-button';
import { repairsOf } from '@/session/doctor/repairs';
import type { DoctorReport } from '@/session/doctor/run-doctor';
import { t as words, wordFinding } from '@/session/doctor/texts';
import { t } from './texts';

/** What is wrong, each with the lines that repair it; faults before notes. */
export function FindingList({ report }: { readonly report: DoctorReport }) {
  return (
    <ul aria-label={t.findings}>
      {report.findings.map((finding) => {
        const isFault = finding.severity === 'fault';
        const Icon = isFault ? TriangleAlert : Info;
        return (
          <li key={finding.code} className="flex gap-3 border-b border-border px-3 py-3">
            <Icon
              size={16}
              strokeWidth={1.75}
              aria-hidden
              className={isFault ? 'mt-0.5 shrink-0 text-danger' : 'mt-0.5 shrink-0 text-info'}
            />
            <div className="min-w-0 flex-1">
              <p>
                <span className={isFault ? 'font-semibold text-danger' : 'font-semibold text-info'}>
                  {isFault ? words.fault : words.note}
                </span>{' '}
                {wordFinding(finding)}
              </p>
              <dl className="mt-2 flex flex-col gap-1">
                {repairsOf(finding.code, report).map(({ where, line }) => (
                  <div key={`${where} ${line}`} className="flex flex-wrap items-center gap-x-3">
                    <dt className="w-40 text-secondary text-muted">{where}</dt>
                    <dd className="flex min-w-0 flex-1 items-center gap-1">
                      <code className="min-w-0 rounded-control bg-sunken px-2 py-1 font-mono text-secondary break-all">{line}</code>
                      <CopyButton label={t.copyLine({ line })} value={line} />
                    </dd>
                  </div>
                ))}
              </dl>
              <p className="mt-2 text-secondary text-muted">{words.affects({ rows: finding.rows.join('; ') })}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
