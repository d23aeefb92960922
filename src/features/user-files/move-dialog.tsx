import { useState } from 'react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { useMoveUserdata } from '@/session/mutations/userdata';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextInput } from '@/ui/text-input';
import { useWorkspace } from '@/workspace/use-workspace';
import { findPathFault } from './paths';
import { t } from './texts';

export interface MoveDialogProps {
  readonly path: string;
  readonly onMoved: (path: string) => void;
  readonly onClose: () => void;
}

/** Renames or moves a file; never over another one. A workflow that is open from it goes on being saved to it. */
export function MoveDialog({ path, onMoved, onClose }: MoveDialogProps) {
  const [typed, setTyped] = useState(path);
  const [problem, setProblem] = useState<string | null>(null);
  const move = useMoveUserdata();
  const workspace = useWorkspace();
  const follow = (to: string): void => {
    for (const { id, name, origin, saved } of Object.values(workspace.documents.getState().documents)) {
      if (origin.kind === 'userdata' && origin.path === path) workspace.markSaved(id, { ...origin, path: to }, name, saved);
    }
  };
  const handleMove = async (): Promise<void> => {
    const to = typed.trim();
    const fault = findPathFault(to);
    if (fault !== null) return setProblem(t[fault]);
    if (to === path) return onClose();
    // Awaited: this dialog goes with the file as soon as the list is read again, and its callbacks with it.
    try {
      const outcome = await move.mutateAsync({ from: path, to, overwrite: false });
      if (outcome.kind === 'exists') return setProblem(t.pathTaken({ path: to }));
      follow(to);
      onMoved(to);
    } catch (error) {
      setProblem(wordFailure(toAppError(error)));
    }
  };
  return (
    <Dialog title={t.rename} isOpen onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void handleMove();
        }}
      >
        <TextInput
          label={t.path}
          hint={t.pathHint}
          value={typed}
          error={problem}
          onChange={(next) => {
            setTyped(next);
            setProblem(null);
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" tone="accent" disabled={move.isPending}>
            {t.renameConfirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
