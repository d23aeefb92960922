import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { playChime } from './play-chime';
import { askNoticePermission, readNoticePermission, type NoticePermission } from './system-notice';
import { t } from './texts';

/** How own jobs make themselves known when they are over; each way on or off by itself. For a settings page or a dialog. */
export function AnnouncementChoices() {
  const { setPreferences } = useWorkspace();
  const isToasted = usePreference('isFinishToasted');
  const isSounded = usePreference('isFinishSounded');
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-semibold">{t.whenOver}</legend>
      <CheckField
        label={t.toast}
        hint={t.toastHint}
        isChecked={isToasted}
        onChange={(isFinishToasted) => setPreferences({ isFinishToasted })}
      />
      <div className="flex items-start justify-between gap-2">
        <CheckField
          label={t.sound}
          hint={t.soundHint}
          isChecked={isSounded}
          onChange={(isFinishSounded) => setPreferences({ isFinishSounded })}
        />
        <Button tone="quiet" icon={<Volume2 size={16} strokeWidth={1.75} aria-hidden />} onClick={() => playChime('done')}>
          {t.hear}
        </Button>
      </div>
      <NoticeChoice />
    </fieldset>
  );
}

function NoticeChoice() {
  const { setPreferences } = useWorkspace();
  const isWanted = usePreference('isFinishNotified');
  const [permission, setPermission] = useState<NoticePermission>(readNoticePermission);
  const change = async (isFinishNotified: boolean): Promise<void> => {
    if (!isFinishNotified) return setPreferences({ isFinishNotified });
    const answer = await askNoticePermission();
    setPermission(answer);
    setPreferences({ isFinishNotified: answer === 'granted' });
  };
  const isPossible = permission === 'granted' || permission === 'ask';
  return (
    <CheckField
      label={t.notice}
      hint={isPossible ? t.noticeHint : permission === 'denied' ? t.noticeDenied : t.noticeUnavailable}
      isChecked={isWanted && permission === 'granted'}
      isDisabled={!isPossible}
      onChange={(isOn) => void change(isOn)}
    />
  );
}
