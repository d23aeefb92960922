import { TriangleAlert } from 'lucide-react';
import type { DraftFailure } from '@/workspace/workspace';
import { useDocuments } from '@/workspace/use-workspace';
import { t } from '../texts';

const WORDS: Readonly<Record<DraftFailure, string>> = {
  unavailable: t.draftsUnavailable,
  full: t.draftsFull,
  unreadable: t.draftsUnreadable,
};

/** Says that this browser does not keep what is open, while that is so. */
export function DraftsNotice() {
  const failure = useDocuments((state) => state.draftFailure);
  if (failure === null) return null;
  return (
    <p role="alert" className="flex items-center gap-2 border-b border-warning bg-raised px-3 py-1.5">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
      {WORDS[failure]}
    </p>
  );
}
