import { Braces, Save } from 'lucide-react';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { exportActivePrompt, saveActive } from './save-actions';
import { t } from './texts';

/** Saves the document in front; needs `SaveDialogs` on the page. */
export function SaveWorkflowButton() {
  const context = { session: useSession(), workspace: useWorkspace(), announce: useToast() };
  const hasDocument = useDocuments((state) => state.activeId !== null);
  return (
    <IconButton
      label={t.save}
      title={hasDocument ? t.saveHint : t.nothingOpen}
      disabled={!hasDocument}
      onClick={() => void saveActive(context)}
    >
      <Save size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}

/** Downloads the document in front as the server would get it. */
export function ExportPromptButton() {
  const context = { session: useSession(), workspace: useWorkspace(), announce: useToast() };
  const hasDocument = useDocuments((state) => state.activeId !== null);
  return (
    <IconButton
      label={t.exportPrompt}
      title={hasDocument ? t.exportPrompt : t.nothingOpen}
      disabled={!hasDocument}
      onClick={() => void exportActivePrompt(context)}
    >
      <Braces size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
