import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { NeedsUser } from '@/components/user-choice/needs-user';
import { useIsUserMissing } from '@/components/user-choice/use-is-user-missing';
import type { JsonObject, JsonValue } from '@/lib/json';
import { useSaveSetting } from '@/session/mutations/userdata';
import { settingsQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useToast } from '@/ui/toast';
import { findSettings, type Setting } from './find-settings';
import { SettingDialog } from './setting-dialog';
import { SettingList } from './setting-list';
import { toPreview } from './setting-kind';
import { t } from './texts';

export interface ServerSettingsSectionProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** What the server keeps of this user's choices, by id: ComfyUI's own, of its extensions, and ours. */
export function ServerSettingsSection({ search, onSearch }: ServerSettingsSectionProps) {
  const isUserMissing = useIsUserMissing();
  const query = useQuery({ ...settingsQuery(useSession()), enabled: !isUserMissing });
  if (isUserMissing) return <NeedsUser />;
  const { data, error, refetch } = query;
  if (data === undefined && error !== null) {
    return <ErrorState title={t.failed} detail={wordFailure(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingSettings />;
  return <ServerSettings settings={data} error={error} search={search} onSearch={onSearch} />;
}

interface ServerSettingsProps extends ServerSettingsSectionProps {
  readonly settings: JsonObject;
  /** Of the last read, beside what was read before. */
  readonly error: Error | null;
}

function ServerSettings({ settings, error, search, onSearch }: ServerSettingsProps) {
  const [editing, setEditing] = useState<Setting | 'new' | null>(null);
  const [resetting, setResetting] = useState<Setting | null>(null);
  const isStale = useIsStale();
  const saveIfUnchanged = useSaveIfUnchanged();
  const shown = useMemo(() => findSettings(settings, search), [settings, search]);
  const all = Object.keys(settings).length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
        <SearchField label={t.search} placeholder={t.searchHint} value={search} onChange={onSearch} />
        <span className="text-secondary text-muted tabular-nums">{t.count({ shown: shown.length, all })}</span>
        <Button icon={<Plus size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setEditing('new')}>
          {t.add}
        </Button>
      </div>
      <StaleNote />
      {error !== null && !isStale && (
        <p className="border-b border-border px-3 py-1.5 text-secondary text-warning">{t.failedBeside({ reason: wordFailure(error) })}</p>
      )}
      {all === 0 && <EmptyState title={t.empty} hint={t.emptyHint} />}
      {all > 0 && shown.length === 0 && <EmptyState title={t.noMatch({ search })} />}
      {shown.length > 0 && (
        <SettingList
          settings={shown}
          className={isStale ? STALE_CLASS : ''}
          onEdit={setEditing}
          onReset={setResetting}
          onToggle={(setting, isOn) => saveIfUnchanged(setting, isOn)}
        />
      )}
      {editing !== null && (
        <SettingDialog
          setting={editing === 'new' ? null : editing}
          isTaken={(id) => Object.hasOwn(settings, id)}
          onClose={() => setEditing(null)}
        />
      )}
      <ConfirmDialog
        title={t.resetTitle({ id: resetting?.id ?? '' })}
        description={t.resetText}
        confirmLabel={t.resetConfirm}
        isOpen={resetting !== null}
        onConfirm={() => resetting !== null && saveIfUnchanged(resetting, null)}
        onClose={() => setResetting(null)}
      />
    </div>
  );
}

/** Saves a value made from what is shown; what was changed elsewhere meanwhile stays, and is told. */
function useSaveIfUnchanged(): (setting: Setting, value: JsonValue) => void {
  const save = useSaveSetting();
  const announce = useToast();
  return ({ id, value: basedOn }, value) =>
    save.mutate(
      { id, value, basedOn },
      {
        onSuccess: (outcome) => {
          if (outcome.kind === 'changed') announce(t.changedBySomeone({ id, now: toPreview(outcome.now) }), 'danger');
          else announce(t.saved({ id }), 'success');
        },
        onError: (error) => announce(t.notSaved({ id, reason: wordFailure(error) }), 'danger'),
      },
    );
}

function LoadingSettings() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-col gap-2 p-3">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  );
}
