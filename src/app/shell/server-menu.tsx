import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown } from 'lucide-react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { formatMemory } from '@/lib/format';
import { useFree } from '@/session/mutations/queue';
import { systemStatsQuery } from '@/session/queries/system';
import { usersQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { Menu, type MenuItem } from '@/ui/menu';
import { useToast } from '@/ui/toast';
import type { Preferences } from '@/workspace/workspace';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';

const THEMES: readonly { theme: Preferences['theme']; title: string }[] = [
  { theme: 'system', title: t.themeSystem },
  { theme: 'dark', title: t.themeDark },
  { theme: 'light', title: t.themeLight },
];

/** What the server is and what can be done to it, and how this page looks. */
export function ServerMenu() {
  const session = useSession();
  const workspace = useWorkspace();
  const theme = usePreference('theme');
  const announce = useToast();
  const free = useFree();
  const navigate = useNavigate();
  const userName = useUserName();
  const freeMemory = (): void =>
    free.mutate(
      { unloadModels: true, freeMemory: true },
      { onSuccess: () => announce(t.memoryAsked, 'success'), onError: (error) => announce(wordFailure(error), 'danger') },
    );
  const themeItems = THEMES.map(({ theme: id, title }): MenuItem => ({
    id,
    label: title,
    icon: <Check size={14} strokeWidth={1.75} aria-hidden className={id === theme ? '' : 'invisible'} />,
    onSelect: () => workspace.setPreferences({ theme: id }),
  }));
  return (
    <Menu
      trigger={
        <Button tone="quiet" aria-label={t.server}>
          <span className="max-w-40 truncate font-semibold">{t.product}</span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      }
      heading={<ServerFacts />}
      items={[
        { id: 'reconnect', label: t.askAgain, onSelect: session.reconnect },
        { id: 'free', label: t.freeMemory, onSelect: freeMemory },
        ...(userName === null ? [] : [{ id: 'user', label: t.switchUser, onSelect: () => void navigate({ href: '/settings/users' }) }]),
        'separator',
        ...themeItems,
        'separator',
        { id: 'settings', label: t.settings, onSelect: () => void navigate({ href: '/settings/jobs' }) },
      ]}
    />
  );
}

/** Who this browser is on a server that keeps its users apart; null without. */
function useUserName(): string | null {
  const { data } = useQuery(usersQuery(useSession()));
  const userId = usePreference('userId');
  return data?.kind === 'multi' ? (data.users.find(({ id }) => id === userId)?.name ?? null) : null;
}

function ServerFacts() {
  const session = useSession();
  const { data, error } = useQuery(systemStatsQuery(session));
  const userName = useUserName();
  const address = new URL(session.client.base.http).host;
  if (data === undefined) return <p>{error === null ? address : `${address}: ${wordFailure(error)}`}</p>;
  const device = data.devices[0];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 tabular-nums">
      <dt>{t.address}</dt>
      <dd className="text-text">{address}</dd>
      {userName !== null && (
        <>
          <dt>{t.user}</dt>
          <dd className="max-w-60 truncate text-text">{userName}</dd>
        </>
      )}
      <dt>{t.version}</dt>
      <dd className="text-text">{data.comfyuiVersion ?? t.unknownVersion}</dd>
      {device !== undefined && (
        <>
          <dt>{t.device}</dt>
          <dd className="text-text">{device.name}</dd>
          {device.vramFreeBytes !== null && device.vramTotalBytes !== null && (
            <>
              <dt>{t.memory}</dt>
              <dd className="text-text">
                {t.memoryFree({ free: formatMemory(device.vramFreeBytes), total: formatMemory(device.vramTotalBytes) })}
              </dd>
            </>
          )}
        </>
      )}
    </dl>
  );
}
