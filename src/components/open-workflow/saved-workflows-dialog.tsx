import { FileStack } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Skeleton } from '@/ui/states';
import type { DocumentId } from '@/workspace/workspace';
import type { OpenOutcome } from './open-workflow';
import { t } from './texts';
import { openedId, useOpenWorkflow } from './use-open-workflow';

const SavedWorkflows = lazy(async () => ({ default: (await import('./saved-workflows')).SavedWorkflows }));
const TemplateList = lazy(async () => ({ default: (await import('./template-list')).TemplateList }));

export interface SavedWorkflowsProps {
  /** Called with the document that was opened. */
  readonly onOpened?: (id: DocumentId) => void;
}

/** A button that lists the workflows saved on the server and the templates, to open one. */
export function SavedWorkflowsButton({ onOpened }: SavedWorkflowsProps) {
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState<'saved' | 'templates'>('saved');
  const { openUserdata, openTemplate } = useOpenWorkflow();
  const finish = async (opening: Promise<OpenOutcome>): Promise<void> => {
    setOpen(false);
    const id = openedId(await opening);
    if (id !== null) onOpened?.(id);
  };
  return (
    <>
      <IconButton label={t.openSaved} onClick={() => setOpen(true)}>
        <FileStack size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Dialog title={shown === 'saved' ? t.saved : t.templates} isOpen={isOpen} onClose={() => setOpen(false)} className="w-[40rem]">
        <div className="mb-2 flex gap-1">
          <Button aria-pressed={shown === 'saved'} onClick={() => setShown('saved')} tone={shown === 'saved' ? 'accent' : 'plain'}>
            {t.saved}
          </Button>
          <Button
            aria-pressed={shown === 'templates'}
            onClick={() => setShown('templates')}
            tone={shown === 'templates' ? 'accent' : 'plain'}
          >
            {t.templates}
          </Button>
        </div>
        <Suspense fallback={<Skeleton className="h-40" />}>
          {shown === 'saved' ? (
            <SavedWorkflows onChoose={(path) => void finish(openUserdata(path))} />
          ) : (
            <TemplateList onChoose={(choice) => void finish(openTemplate(choice))} />
          )}
        </Suspense>
      </Dialog>
    </>
  );
}
