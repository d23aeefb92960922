import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { MAX_VARIATIONS } from '@/config/limits';
import type { WorkflowDocument } from '@/graph/document/model';
import type { TimeLeft } from '@/jobs/run-times';
import { formatDuration } from '@/lib/format';
import { Button } from '@/ui/button';
import { t } from './texts';
import { useEstimate } from './use-estimate';
import type { Queueing } from './use-queueing';

export interface VariationsSummaryProps {
  readonly document: WorkflowDocument;
  readonly count: number;
  /** Controls that two lists change. */
  readonly clashes: readonly string[];
  readonly repeatCount: number;
  /** Pairs of lists of different length. */
  readonly isUneven: boolean;
  readonly isReady: boolean;
  readonly sent: Queueing['sent'];
  readonly onStop: () => void;
}

/** How many runs it will be and how long they take, what is odd about them, and the button that queues them. Stays in sight. */
export function VariationsSummary(props: VariationsSummaryProps) {
  const { document, count, clashes, repeatCount, isUneven, isReady, sent, onStop } = props;
  const estimate = useEstimate(document, count);
  return (
    <div className="sticky -bottom-4 -mx-4 -mb-4 flex flex-col gap-2 border-t border-border bg-surface px-4 py-3">
      {clashes.map((name) => (
        <Remark key={name} isError>
          {t.sameControl({ name })}
        </Remark>
      ))}
      {count > MAX_VARIATIONS && <Remark isError>{t.tooMany({ count, limit: MAX_VARIATIONS })}</Remark>}
      {isUneven && count > 0 && <Remark>{t.zipShort}</Remark>}
      {repeatCount > 0 && clashes.length === 0 && <Remark>{t.repeats({ count: repeatCount })}</Remark>}
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-40 flex-1 tabular-nums">
          <strong className="font-semibold">{t.runs({ count })}</strong>
          {count > 0 && <span className="text-muted">, {wordEstimate(estimate)}</span>}
        </p>
        {sent === null ? (
          <Button type="submit" tone="accent" disabled={!isReady}>
            {t.start({ count: count > MAX_VARIATIONS ? 0 : count })}
          </Button>
        ) : (
          <>
            <span role="status" className="tabular-nums">
              {t.sending({ sent: sent.count, count: sent.of })}
            </span>
            <Button onClick={onStop}>{t.stop}</Button>
          </>
        )}
      </div>
    </div>
  );
}

function Remark({ isError = false, children }: { readonly isError?: boolean; readonly children: ReactNode }) {
  return (
    <p role="status" className={`flex items-start gap-2 text-secondary ${isError ? 'text-danger' : 'text-warning'}`}>
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      {children}
    </p>
  );
}

function wordEstimate(estimate: TimeLeft | null): string {
  if (estimate === null) return t.noEstimate;
  const [time, least, most] = [estimate.likelyMs, estimate.leastMs, estimate.mostMs].map(formatDuration);
  const words =
    least === most ? t.estimateExact({ time: time ?? '' }) : t.estimate({ time: time ?? '', least: least ?? '', most: most ?? '' });
  return `${words}, ${t.estimateAsIs}`;
}
