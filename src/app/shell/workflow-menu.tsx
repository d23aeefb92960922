import { OpenFileButton } from '@/components/open-workflow/open-file-button';
import { SavedWorkflowsButton } from '@/components/open-workflow/saved-workflows-dialog';
import { ExportPromptButton, SaveWorkflowButton } from '@/components/save-workflow/save-buttons';
import { SaveDialogs } from '@/components/save-workflow/save-dialogs';
import { CompareDialog } from '@/features/difference';
import { useShowGraph } from './use-show-graph';

/** Opening and saving, from any screen. */
export function WorkflowMenu() {
  const showGraph = useShowGraph();
  return (
    <div className="flex items-center">
      <OpenFileButton onOpened={showGraph} />
      <SavedWorkflowsButton onOpened={showGraph} />
      <SaveWorkflowButton />
      <ExportPromptButton />
      <SaveDialogs />
      <CompareDialog />
    </div>
  );
}
