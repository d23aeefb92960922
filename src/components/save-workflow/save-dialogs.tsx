import { useId, useState, type SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ConfirmDialog, Dialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { formatExactMoment } from '@/lib/format';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId } from '@/workspace/workspace';
import { toUserdataPath } from './file-names';
import { saveActiveToFile, saveAndAnnounce, type SaveActionContext } from './save-actions';
import { saveQuestions, type SaveQuestion } from './save-requests';
import { t } from './texts';

/** Shows what saving has to ask: a name, or whether to overwrite. Once per page. */
export function SaveDialogs() {
  const context: SaveActionContext = { session: useSession(), workspace: useWorkspace(), announce: useToast() };
  const questions = saveQuestions(context.workspace);
  const question = useStore(questions, (state) => state.question);
  const close = (): void => questions.setState({ question: null });
  if (question?.kind === 'name')
    return <NameDialog key={question.documentId} documentId={question.documentId} context={context} onClose={close} />;
  return <OverwriteDialog question={question} context={context} onClose={close} />;
}

interface NameDialogProps {
  readonly documentId: DocumentId;
  readonly context: SaveActionContext;
  readonly onClose: () => void;
}

function NameDialog({ documentId, context, onClose }: NameDialogProps) {
  const openName = useDocuments((state) => state.documents[documentId]?.name ?? '');
  const [name, setName] = useState(openName);
  const [refusal, setRefusal] = useState<'nameNeeded' | 'nameLeaves' | null>(null);
  const inputId = useId();
  const hintId = useId();

  const handleSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const place = toUserdataPath(name);
    if ('refusal' in place) {
      setRefusal(place.refusal);
      return;
    }
    onClose();
    void saveAndAnnounce(context, { documentId, path: place.path, overwrites: false });
  };
  const handleFile = (): void => {
    context.workspace.rename(documentId, name.trim() === '' ? openName : name.trim());
    onClose();
    saveActiveToFile(context);
  };

  return (
    <Dialog title={t.save} isOpen onClose={onClose} className="w-96">
      <form onSubmit={handleSubmit} className="flex flex-col gap-3">
        <label htmlFor={inputId} className="flex flex-col gap-1">
          {t.nameLabel}
          <input
            id={inputId}
            value={name}
            aria-invalid={refusal !== null}
            aria-describedby={hintId}
            onChange={(event) => setName(event.target.value)}
            className="min-h-7 rounded-control border border-border-strong bg-sunken px-2 text-text"
          />
        </label>
        <p
          id={hintId}
          role={refusal === null ? undefined : 'alert'}
          className={refusal === null ? 'text-secondary text-muted' : 'text-danger'}
        >
          {refusal === null ? t.nameHint : t[refusal]}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button onClick={handleFile}>{t.toFile}</Button>
          <Button type="submit" tone="accent">
            {t.onServer}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface OverwriteDialogProps {
  readonly question: Exclude<SaveQuestion, { kind: 'name' }> | null;
  readonly context: SaveActionContext;
  readonly onClose: () => void;
}

function OverwriteDialog({ question, context, onClose }: OverwriteDialogProps) {
  const path = question?.path ?? '';
  return (
    <ConfirmDialog
      title={question?.kind === 'changed' ? t.changedTitle : t.existsTitle}
      description={
        question?.kind === 'changed'
          ? t.changedText({ path, changedAt: formatExactMoment(question.changedAtMs), knownAt: formatExactMoment(question.knownAtMs) })
          : t.existsText({ path })
      }
      confirmLabel={t.overwrite}
      cancelLabel={t.cancel}
      isOpen={question !== null}
      onConfirm={() => {
        if (question !== null) void saveAndAnnounce(context, { documentId: question.documentId, path, overwrites: true });
      }}
      onClose={onClose}
    />
  );
}
