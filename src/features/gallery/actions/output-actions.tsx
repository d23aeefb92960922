import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useJobActions } from '@/components/job-actions/use-job-actions';
import { copyText } from '@/components/output-media/copy-text';
import { toViewerPath } from '@/components/output-media/output-ref';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import { useDeleteHistory } from '@/session/mutations/history';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { Menu } from '@/ui/menu';
import type { MenuItem } from '@/ui/menu';
import { useToast } from '@/ui/toast';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import { copyPicture } from './copy-picture';

/** What else can be done with the output shown. */
export function OutputActions({ item, onDeleted }: { readonly item: GalleryItem; readonly onDeleted: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const { job } = item;
  const copies = useCopies(item);
  const runs = useRuns(job);
  const remove = useRemove(job, onDeleted);
  const items: readonly (MenuItem | 'separator')[] = [
    ...copies,
    'separator',
    ...runs,
    'separator',
    { id: 'delete', label: t.deleteRuns, tone: 'danger', isDisabled: job === null, onSelect: () => setAsking(true) },
  ];
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t.moreActions}>
            <MoreHorizontal size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
        items={items}
      />
      <ConfirmDialog
        title={t.deleteTitle({ count: 1 })}
        description={t.deleteHint}
        confirmLabel={t.deleteRuns}
        isOpen={isAsking}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function useCopies({ ref, job, output }: GalleryItem): readonly MenuItem[] {
  const { client } = useSession();
  const announce = useToast();
  const { file, kind } = output;
  const say = (work: Promise<void>, done: string): void => {
    work.then(
      () => announce(done, 'success'),
      () => announce(t.copyRefused, 'danger'),
    );
  };
  const text = async (value: string): Promise<void> => {
    if (!(await copyText(value))) throw new Error('not copied');
  };
  const url = file === null ? null : client.viewUrl(file, job === null ? {} : { cacheKey: job.id });
  const link = `${window.location.origin}${window.location.pathname}#${toViewerPath(ref)}`;
  return [
    ...(url !== null && kind === 'image'
      ? [{ id: 'copy', label: t.copyPicture, onSelect: () => say(copyPicture(url), t.pictureCopied) }]
      : []),
    { id: 'share', label: t.share, onSelect: () => say(text(link), t.linkCopied) },
  ];
}

function useRuns(job: Job | null): readonly MenuItem[] {
  const actions = useJobActions();
  const canRun = job !== null && job.prompt !== null;
  return [
    { id: 'again', label: t.runAgain, isDisabled: !canRun, onSelect: () => job !== null && void actions.runAgain(job) },
    { id: 'seed', label: t.newSeed, isDisabled: !canRun, onSelect: () => job !== null && void actions.runWithNewSeed(job) },
  ];
}

function useRemove(job: Job | null, onDeleted: () => void): () => void {
  const announce = useToast();
  const { mutateAsync } = useDeleteHistory();
  return () => {
    if (job === null) return;
    mutateAsync([job.id]).then(onDeleted, (error: unknown) =>
      announce(t.deleteFailed({ reason: wordFailure(toAppError(error)) }), 'danger'),
    );
  };
}
