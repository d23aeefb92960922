import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '@/ui/dialog';
import { Skeleton } from '@/ui/states';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { compareStore } from './compare-store';
import { t } from './texts';

const Comparison = lazy(async () => ({ default: (await import('./comparison')).Comparison }));

/** What differs between the open workflow and another, an earlier version, or a run. */
export function CompareDialog() {
  const store = compareStore(useWorkspace());
  const documentId = useStore(store, (state) => state.documentId);
  const open = useDocuments((state) => (documentId === null ? undefined : state.documents[documentId]));
  if (open === undefined) return null;
  const close = (): void => store.setState({ documentId: null });
  return (
    <Dialog title={t.title({ name: open.name })} isOpen onClose={close} className="w-[40rem]">
      <Suspense fallback={<Skeleton className="h-40" />}>
        <Comparison open={open} onClose={close} />
      </Suspense>
    </Dialog>
  );
}
