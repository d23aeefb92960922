import { TriangleAlert } from 'lucide-react';
import { useLedgerStatus } from '@/session/use-ledger';
import type { DraftFailure } from '@/workspace/workspace';
import { useDocuments } from '@/workspace/use-workspace';
import { t } from '../texts';

const WORDS: Readonly<Record<DraftFailure, string>> = {
  unavailable: t.draftsUnavailable,
  full: t.draftsFull,
  unreadable: t.draftsUnreadable,
};

/** Says what this browser does not keep, drafts or jobs, while that is so. */
export function StorageNotice() {
  const failure = useDocuments((state) => state.draftFailure);
  const isForgetful = useLedgerStatus() === 'memory';
  if (failure === null && !isForgetful) return null;
  const words = [failure === null ? null : WORDS[failure], isForgetful ? t.jobsNotKept : null].filter((text) => text !== null);
  return (
    <p role="alert" className="flex items-center gap-2 border-b border-warning bg-raised px-3 py-1.5">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
      <span className="min-w-0">{words.join(' ')}</span>
    </p>
  );
}
