import { useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { OpenFileButton } from '@/components/open-workflow/open-file-button';
import { WorkflowDropZone } from '@/components/open-workflow/workflow-drop-zone';
import { Button } from '@/ui/button';
import { EmptyState, Skeleton } from '@/ui/states';
import { useDocuments, usePreference } from '@/workspace/use-workspace';
import { useCommandRegistry } from '../commands/command-registry';
import { GraphView, LibraryBeside } from '../parts';
import { t } from '../texts';
import { useNamedDocument } from './use-named-document';

/** `#/graph` and `#/graph/<document>?node=12`: the named workflow, opened from userdata when it is not open yet. */
export function GraphScreen() {
  const { _splat } = useParams({ strict: false });
  const { node } = useSearch({ strict: false });
  const activeId = useDocuments((state) => state.activeId);
  const isRestored = useDocuments((state) => state.isRestored);
  const isLibraryShown = usePreference('isLibraryShown');
  useNamedDocument(_splat ?? '');
  return (
    <div className="flex h-full min-h-0">
      {isLibraryShown && (
        <div className="hidden w-64 shrink-0 border-r border-border sm:block">
          <Suspense fallback={null}>
            <LibraryBeside />
          </Suspense>
        </div>
      )}
      <div className="min-w-0 flex-1">
        <WorkflowDropZone>
          {activeId !== null ? (
            <Suspense fallback={<Waiting />}>
              <GraphView key={activeId} documentId={activeId} {...(node === undefined ? {} : { focusNodeId: node })} />
            </Suspense>
          ) : isRestored ? (
            <NothingOpen />
          ) : (
            <Waiting />
          )}
        </WorkflowDropZone>
      </div>
    </div>
  );
}

function Waiting() {
  return <Skeleton className="m-3 h-[calc(100%-1.5rem)]" />;
}

function NothingOpen() {
  const { commands, context } = useCommandRegistry();
  return (
    <section aria-label={t.graph} className="h-full">
      <EmptyState title={t.nothingOpen} hint={t.nothingOpenHint}>
        <div className="flex flex-wrap justify-center gap-2">
          <OpenFileButton />
          <Button onClick={() => void commands.find(({ id }) => id === 'document.new')?.run(context)}>{t.newWorkflow}</Button>
        </div>
      </EmptyState>
    </section>
  );
}
