import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '@/ui/dialog';
import { Skeleton } from '@/ui/states';
import { useWorkspace } from '@/workspace/use-workspace';
import { t } from './texts';
import { variationsOf } from './variations-store';

const VariationsSetup = lazy(async () => ({ default: (await import('./variations-setup')).VariationsSetup }));

/** Setting up variations of the workflow in front; opened by a command. `onGo` leaves for a route of the page. */
export function VariationsDialog({ onGo }: { readonly onGo: (path: string) => void }) {
  const store = variationsOf(useWorkspace());
  const isOpen = useStore(store, (state) => state.isOpen);
  const close = (): void => store.setState({ isOpen: false });
  return (
    <Dialog title={t.setUp} isOpen={isOpen} onClose={close} className="w-[44rem]">
      <Suspense fallback={<Skeleton className="h-64" />}>
        <VariationsSetup
          onQueued={(group) => {
            // Somebody who closed the dialog while it was queueing went on to something else.
            if (!store.getState().isOpen) return;
            close();
            onGo(`/variations/${encodeURIComponent(group)}`);
          }}
        />
      </Suspense>
    </Dialog>
  );
}
