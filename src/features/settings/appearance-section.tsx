import { useState } from 'react';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { ChoiceField } from '@/ui/choice-field';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { DEFAULT_PREFERENCES } from '@/workspace/preferences';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from './texts';

const THEMES = [
  { value: 'system', label: t.themeSystem },
  { value: 'dark', label: t.themeDark },
  { value: 'light', label: t.themeLight },
] as const;
const DENSITIES = [
  { value: 'dense', label: t.densityDense },
  { value: 'roomy', label: t.densityRoomy },
] as const;
const MOTIONS = [
  { value: 'system', label: t.motionSystem },
  { value: 'reduced', label: t.motionReduced },
] as const;

/** How the page looks, in this browser. */
export function AppearanceSection() {
  const { setPreferences } = useWorkspace();
  const theme = usePreference('theme');
  const density = usePreference('density');
  const motion = usePreference('motion');
  return (
    <div className="flex flex-col gap-6">
      <p className="text-muted">{t.keptHere}</p>
      <ChoiceField label={t.theme} value={theme} options={THEMES} onChange={(next) => setPreferences({ theme: next })} />
      <ChoiceField
        label={t.density}
        hint={t.densityHint}
        value={density}
        options={DENSITIES}
        onChange={(next) => setPreferences({ density: next })}
      />
      <ChoiceField
        label={t.motion}
        hint={t.motionHint}
        value={motion}
        options={MOTIONS}
        onChange={(next) => setPreferences({ motion: next })}
      />
      <LayoutFields />
      <ResetButton />
    </div>
  );
}

function LayoutFields() {
  const { setPreferences } = useWorkspace();
  const isMinimapShown = usePreference('isMinimapShown');
  const isLibraryShown = usePreference('isLibraryShown');
  const isDockOpen = usePreference('isDockOpen');
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-semibold">{t.layout}</legend>
      <CheckField label={t.dock} isChecked={isDockOpen} onChange={(next) => setPreferences({ isDockOpen: next })} />
      <CheckField label={t.minimap} isChecked={isMinimapShown} onChange={(next) => setPreferences({ isMinimapShown: next })} />
      <CheckField label={t.library} isChecked={isLibraryShown} onChange={(next) => setPreferences({ isLibraryShown: next })} />
    </fieldset>
  );
}

function ResetButton() {
  const [isAsking, setAsking] = useState(false);
  const { setPreferences } = useWorkspace();
  const announce = useToast();
  const reset = (): void => {
    const { userId: _user, homeUserId: _home, ...choices } = DEFAULT_PREFERENCES;
    setPreferences(choices);
    announce(t.resetDone, 'success');
  };
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{t.reset}</Button>
      <ConfirmDialog
        title={t.resetTitle}
        description={t.resetText}
        confirmLabel={t.resetConfirm}
        isOpen={isAsking}
        onConfirm={reset}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
