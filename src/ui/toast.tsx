import { Toast } from '@base-ui/react/toast';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useCallback, type ReactNode } from 'react';
import { IconButton } from './button';
import { t } from './texts';

export type ToastTone = 'info' | 'success' | 'danger';

const EDGES: Readonly<Record<ToastTone, string>> = { info: 'border-l-info', success: 'border-l-success', danger: 'border-l-danger' };
const VISIBLE_MS = 6_000;

/** Holds the toasts of everything inside; place it once, near the root. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={VISIBLE_MS} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 max-sm:bottom-16 max-sm:bottom-18">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** What a toast carries besides its words. */
interface ToastData {
  readonly picture: ReactNode;
}

function ToastList() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      aria-label={typeof toast.description === 'string' ? toast.description : undefined}
      className={clsx('rounded-panel border border-l-4 border-border bg-raised text-text shadow-float', EDGES[toTone(toast.type)])}
    >
      <Toast.Content className="flex items-start gap-2 p-3">
        {toast.data?.picture}
        <Toast.Description className="min-w-0 flex-1 break-words" />
        <Toast.Close
          render={
            <IconButton label={t.dismiss}>
              <X size={16} strokeWidth={1.75} />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ));
}

function toTone(type: string | undefined): ToastTone {
  return type === 'success' || type === 'danger' ? type : 'info';
}

/** Shows a short message to people and to screen readers (errors assertively), with a small picture if there is one. Stable over renders. */
export function useToast(): (message: string, tone?: ToastTone, picture?: ReactNode) => void {
  const { add } = Toast.useToastManager<ToastData>();
  return useCallback(
    (message, tone = 'info', picture = null) => {
      add({ description: message, type: tone, priority: tone === 'danger' ? 'high' : 'low', data: { picture } });
    },
    [add],
  );
}
