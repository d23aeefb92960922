import { Stethoscope } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';
import { DOCTOR_ROWS } from '@/session/doctor/table';
import { toReportText, wordSummary } from '@/session/doctor/report-text';
import { GROUPS } from '@/session/doctor/texts';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { Panel } from '@/ui/panel';
import { ProgressBar } from '@/ui/progress-bar';
import { FindingList } from './finding-list';
import { RowTable } from './row-table';
import { t } from './texts';
import { useDoctor } from './use-doctor';

/** Tries every route and socket feature of the server and of the way to it, and names what is wrong with the line that repairs it. */
export function DoctorPanel() {
  const { report, examine } = useDoctor();
  const [isWithRun, setWithRun] = useState(false);
  const [isWithSilence, setWithSilence] = useState(false);
  const isDone = report?.isDone === true;
  return (
    <Panel title={t.doctor} actions={isDone && <CopyButton label={t.copyReport} value={toReportText(report)} />}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-3 py-2">
        <Button
          icon={<Stethoscope size={16} strokeWidth={1.75} aria-hidden />}
          disabled={!isDone}
          title={isDone ? undefined : t.examining}
          onClick={() => examine({ isWithRun, isWithSilence })}
        >
          {t.examine}
        </Button>
        <CheckField label={t.withRun} hint={t.withRunHint} isChecked={isWithRun} onChange={setWithRun} />
        <CheckField label={t.withSilence} hint={t.withSilenceHint} isChecked={isWithSilence} onChange={setWithSilence} />
      </div>
      <p role="status" className="border-b border-border px-3 py-2 font-semibold">
        {isDone ? wordSummary(report) : t.examining}
      </p>
      {!isDone && <ProgressBar label={t.examining} share={(report?.rows.length ?? 0) / DOCTOR_ROWS.length} />}
      {isDone && report.findings.length > 0 && <FindingList report={report} />}
      {Object.entries(GROUPS).map(([group, title]) => (
        <RowTable key={group} title={title} rows={DOCTOR_ROWS.filter((row) => row.group === group)} results={report?.rows ?? []} />
      ))}
    </Panel>
  );
}
