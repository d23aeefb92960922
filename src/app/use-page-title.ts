import { useEffect } from 'react';
import { useSteady } from '@/components/run-times/use-steady';
import { useActiveOutlook } from '@/components/run-times/use-run-outlook';
import { STEADY_AFTER_MS } from '@/config/limits';
import { useActiveDocument } from '@/workspace/use-workspace';
import { drawIcon } from './draw-icon';
import { t } from './texts';

/** Keeps the browser tab's title and icon: progress first while something runs, then the workflow's name. Very short runs leave it alone. */
export function usePageTitle(): void {
  const { run, share } = useActiveOutlook();
  const name = useActiveDocument()?.name;
  const isShown = useSteady(run?.promptId ?? null, STEADY_AFTER_MS);
  const percent = isShown && share !== null ? Math.round(share * 100) : null;
  const isRunning = isShown && run !== null;
  // Synchronises with the document's title.
  useEffect(() => {
    const progress = percent === null ? (isRunning ? t.running : null) : `${percent} %`;
    document.title = [progress, name ?? null, t.product].filter((part) => part !== null).join(' – ');
  }, [percent, isRunning, name]);
  // Synchronises with the document's icon.
  useEffect(() => {
    drawIcon(isRunning ? { percent } : null);
  }, [percent, isRunning]);
}
