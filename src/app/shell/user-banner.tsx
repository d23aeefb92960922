import { Link, useLocation } from '@tanstack/react-router';
import { User } from 'lucide-react';
import { useIsUserMissing } from '@/components/user-choice/use-is-user-missing';
import { usePreference } from '@/workspace/use-workspace';
import { t } from '../texts';

/** Leads to the choice of a user, on a server that keeps its users apart and knows nobody by what this browser chose. */
export function UserBanner() {
  const isMissing = useIsUserMissing();
  const userId = usePreference('userId');
  const isThere = useLocation({ select: ({ pathname }) => pathname === '/settings/users' });
  if (isThere || !isMissing) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-info bg-raised px-3 py-1.5">
      <User size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-info" />
      <p className="min-w-0 flex-1">{userId === null ? t.userMissing : t.userUnknown}</p>
      <Link
        to="/settings/$section"
        params={{ section: 'users' }}
        className="flex min-h-(--control) items-center rounded-control border border-border-strong px-2.5 hover:bg-sunken pointer-coarse:min-h-11"
      >
        {t.chooseUser}
      </Link>
    </div>
  );
}
