import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { queueQuery } from '@/session/queries/queue';
import { useSession } from '@/session/session-provider';
import { useFreshnessState } from '@/session/use-live';
import { t } from '../texts';

/** Says what is wrong with the server while it does not answer, and that nothing is lost. */
export function ConnectionBanner() {
  const session = useSession();
  const state = useFreshnessState();
  const { error } = useQuery(queueQuery(session));
  if (state === 'live' || error === null) return null;
  return (
    <div role="alert" className="flex items-center gap-2 border-b border-warning bg-raised px-3 py-1.5">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
      <p>
        <strong className="font-semibold">{t.unreachable}.</strong> {wordFailure(error)}{' '}
        <span className="text-muted">{t.unreachableRetry}</span>{' '}
        <a href="#/doctor" className="text-accent underline">
          {t.findOut}
        </a>
      </p>
    </div>
  );
}
