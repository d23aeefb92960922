import { CheckField } from '@/ui/check-field';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { sharingTexts } from './problem-texts';

/** Whether everyone on the server sees the progress of the jobs sent from here, and what that costs. For a settings page or a dialog. */
export function ProgressSharingChoice() {
  const { setPreferences } = useWorkspace();
  const isShared = usePreference('isProgressShared');
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-semibold">{sharingTexts.title}</legend>
      <CheckField
        label={sharingTexts.share}
        hint={sharingTexts.hint}
        isChecked={isShared}
        onChange={(isProgressShared) => setPreferences({ isProgressShared })}
      />
    </fieldset>
  );
}
