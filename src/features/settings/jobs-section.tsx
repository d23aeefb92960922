import { AnnouncementChoices } from '@/components/announcements/announcement-choices';
import { ProgressSharingChoice } from '@/components/run-workflow/progress-sharing-choice';
import { ChoiceField } from '@/ui/choice-field';
import { TextInput } from '@/ui/text-input';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from './texts';

const SEEDS = [
  { value: 'controls', label: t.seedsControls },
  { value: 'randomize', label: t.seedsRandomize },
  { value: 'increment', label: t.seedsIncrement },
  { value: 'fixed', label: t.seedsFixed },
] as const;
const MAX_NAME_LENGTH = 60;

/** What goes with a job when it is sent, and what is told when it ends. */
export function JobsSection() {
  const { setPreferences } = useWorkspace();
  const displayName = usePreference('displayName');
  const batchSeeds = usePreference('batchSeeds');
  return (
    <div className="flex flex-col gap-6">
      <p className="text-muted">{t.keptHere}</p>
      <div className="max-w-80">
        <TextInput
          label={t.displayName}
          hint={t.displayNameHint}
          value={displayName}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="nickname"
          onChange={(next) => setPreferences({ displayName: next })}
        />
      </div>
      <ProgressSharingChoice />
      <ChoiceField
        label={t.seeds}
        hint={t.seedsHint}
        value={batchSeeds}
        options={SEEDS}
        onChange={(next) => setPreferences({ batchSeeds: next })}
      />
      <AnnouncementChoices />
    </div>
  );
}
