import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button';
import { t } from './texts';

const BACKDROP = 'fixed inset-0 z-40 bg-scrim';
const POPUP =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-border bg-surface text-text shadow-float';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Name of the closing button. */
  readonly closeLabel?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A modal dialog: traps focus, closes on Escape and on a click outside, returns focus to where it was. */
export function Dialog({ title, isOpen, onClose, closeLabel = t.close, className, children }: DialogProps) {
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP} />
        <BaseDialog.Popup className={clsx(POPUP, className ?? 'w-[32rem]')}>
          <header className="flex items-center justify-between gap-2 border-b border-border px-4 py-2">
            <BaseDialog.Title className="truncate text-title font-semibold">{title}</BaseDialog.Title>
            <IconButton label={closeLabel} onClick={onClose}>
              <X size={16} strokeWidth={1.75} />
            </IconButton>
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

export interface ConfirmDialogProps {
  readonly title: string;
  readonly description: string;
  /** The verb on the button, e.g. "Clear". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly tone?: 'danger' | 'accent';
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; role `alertdialog`. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, cancelLabel = t.keep, tone = 'danger', isOpen, onConfirm, onClose } = props;
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={clsx(POPUP, 'w-96 gap-3 p-4')}>
          <AlertDialog.Title className="text-title font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted">{description}</AlertDialog.Description>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{cancelLabel}</Button>
            <Button
              tone={tone}
              onClick={() => {
                onConfirm();
                onClose();
              }}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
