import { useQuery } from '@tanstack/react-query';
import { User } from 'lucide-react';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { usersQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { canBeUserId } from '@/workspace/preferences';
import { usePreference } from '@/workspace/use-workspace';
import type { NamedUser } from './choose-user';
import { CreateUserForm } from './create-user-form';
import { t } from './texts';
import { useChooseUser } from './use-choose-user';

export interface UsersSectionProps {
  /** Loads the page anew; everything on it belongs to one user. */
  readonly onReload: () => void;
}

/** Who uses this server: which one this browser is, switching, and making new ones. */
export function UsersSection({ onReload }: UsersSectionProps) {
  const session = useSession();
  const { data, error, refetch } = useQuery(usersQuery(session));
  const isStale = useIsStale();
  const choose = useChooseUser(onReload);
  if (data === undefined && error !== null) {
    return <ErrorState title={t.listFailed} detail={wordFailure(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingUsers />;
  if (data.kind === 'single') {
    return (
      <div className="flex flex-col gap-6">
        <EmptyState title={t.singleTitle} hint={t.singleHint} />
        <CreateUserForm disabledReason={t.singleReason} onCreated={() => undefined} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      <StaleNote />
      <p className="text-muted">{t.about}</p>
      {data.users.length === 0 ? (
        <EmptyState title={t.noneYet} hint={t.noneYetHint} />
      ) : (
        <UserList users={data.users} onChoose={(user) => void choose(user)} isStale={isStale} />
      )}
      <CreateUserForm
        disabledReason={null}
        onCreated={(user) => {
          if (data.users.length === 0) void choose(user);
        }}
      />
    </div>
  );
}

interface UserListProps {
  readonly users: readonly NamedUser[];
  readonly isStale: boolean;
  readonly onChoose: (user: NamedUser) => void;
}

function UserList({ users, isStale, onChoose }: UserListProps) {
  const userId = usePreference('userId');
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t.users} className={isStale ? STALE_CLASS : undefined}>
        {users.map(({ id, name }) => (
          <li key={id} className="flex min-h-11 items-center gap-2 border-b border-border">
            <User size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate" title={name}>
              {name}
            </span>
            {id === userId ? (
              <span className="px-2.5 text-accent">{t.you}</span>
            ) : (
              <Button
                aria-label={t.switchTo({ name })}
                disabled={!canBeUserId(id)}
                title={canBeUserId(id) ? undefined : t.cannotBeSent}
                onClick={() => onChoose({ id, name })}
              >
                {t.switch}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="text-secondary text-muted">{t.switchNote}</p>
    </div>
  );
}

function LoadingUsers() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-col gap-2">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-11" />
      ))}
    </div>
  );
}
