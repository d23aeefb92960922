import { useRef, useState } from 'react';
import { downloadBlob } from '@/components/save-workflow/download';
import { toAppError } from '@/lib/errors';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { Dialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import { NAME_FIELDS, toFileNames, USUAL_PATTERN } from './file-names';
import { zipOutputs } from './read-selection';

export interface ZipDialogProps {
  readonly items: readonly GalleryItem[];
  readonly onClose: () => void;
}

/** Packs outputs into one file: how they are named, and whether they tell how they were made. */
export function ZipDialog({ items, onClose }: ZipDialogProps) {
  const { client } = useSession();
  const announce = useToast();
  const [pattern, setPattern] = useState(USUAL_PATTERN);
  const [isClean, setClean] = useState(false);
  const [read, setRead] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const [example = ''] = toFileNames(items.slice(0, 1), pattern);

  const close = (): void => {
    running.current?.abort();
    onClose();
  };
  const pack = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setRead(0);
    try {
      const { blob, missing, unclean } = await zipOutputs(client, {
        items,
        pattern,
        isClean,
        onProgress: setRead,
        signal: controller.signal,
      });
      downloadBlob('outputs.zip', blob);
      if (missing.length > 0) announce(t.zipMissing({ count: missing.length, names: missing.join(', ') }), 'danger');
      if (unclean.length > 0) announce(t.zipUnclean({ count: unclean.length, names: unclean.join(', ') }), 'info');
      onClose();
    } catch (error) {
      if (!controller.signal.aborted) announce(t.zipFailed({ reason: toAppError(error).message }), 'danger');
      setRead(null);
    }
  };
  return (
    <Dialog title={t.zipTitle({ count: items.length })} isOpen onClose={close}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void pack();
        }}
      >
        <label className="flex flex-col gap-1">
          {t.zipPattern}
          <input
            value={pattern}
            onChange={(event) => setPattern(event.target.value)}
            className="h-(--control) rounded-control border border-border-strong bg-sunken px-1.5 font-mono pointer-coarse:h-11"
          />
        </label>
        <p className="text-secondary text-muted">{t.zipFields({ fields: NAME_FIELDS.map((field) => `{${field}}`).join(' ') })}</p>
        <p className="text-secondary break-all text-muted">{t.zipExample({ name: example })}</p>
        <CheckField label={t.zipClean} hint={t.zipCleanHint} isChecked={isClean} onChange={setClean} />
        <div className="flex items-center justify-end gap-2">
          {read !== null && (
            <p role="status" className="flex-1 text-muted tabular-nums">
              {t.zipProgress({ read, count: items.length })}
            </p>
          )}
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" tone="accent" disabled={read !== null || pattern.trim() === ''}>
            {t.zipStart}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
