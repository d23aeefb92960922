import { useEffect } from 'react';
import { useActiveRun } from '@/session/use-jobs';
import { selectOverallShare } from '@/jobs/run-progress';
import { useActiveDocument } from '@/workspace/use-workspace';
import { t } from './texts';

/** Keeps the browser tab's title: progress first while something runs, then the workflow's name. */
export function usePageTitle(): void {
  const run = useActiveRun();
  const name = useActiveDocument()?.name;
  const share = run === null ? null : selectOverallShare(run);
  const percent = share === null ? null : Math.round(share * 100);
  // Synchronises with the document's title.
  useEffect(() => {
    const parts = [percent === null ? null : `${percent} %`, name ?? null, t.product];
    document.title = parts.filter((part) => part !== null).join(' – ');
  }, [percent, name]);
}
