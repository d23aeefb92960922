import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { UPLOAD_TIMEOUT_MS } from '@/config/limits';
import { toAppError } from '@/lib/errors';
import { keys } from '@/session/keys';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { useToast } from '@/ui/toast';
import { saveBeside } from './save-file';
import { t } from './texts';

/** Uploads files of this computer into a folder. Nothing on the server is overwritten: a taken name is asked about. */
export function UploadButton({ folder }: { readonly folder: string }) {
  const input = useRef<HTMLInputElement>(null);
  const { client, serverId } = useSession();
  const queryClient = useQueryClient();
  const announce = useToast();
  const [current, setCurrent] = useState<string | null>(null);
  const [taken, setTaken] = useState<readonly File[]>([]);
  const pathOf = (file: File): string => (folder === '' ? file.name : `${folder}/${file.name}`);

  const uploadAll = async (files: readonly File[], upload: (file: File) => Promise<boolean>): Promise<void> => {
    let count = 0;
    for (const file of files) {
      setCurrent(file.name);
      try {
        if (await upload(file)) count++;
      } catch (error) {
        announce(t.uploadFailed({ name: file.name, reason: wordFailure(toAppError(error)) }), 'danger');
      }
    }
    setCurrent(null);
    if (count > 0) announce(t.uploaded({ count }), 'success');
    void queryClient.invalidateQueries({ queryKey: keys.userdata(serverId) });
  };
  const handleFiles = async (files: readonly File[]): Promise<void> => {
    const refused: File[] = [];
    await uploadAll(files, async (file) => {
      const outcome = await client.writeUserdata(pathOf(file), file, { overwrite: false, timeoutMs: UPLOAD_TIMEOUT_MS });
      if (outcome.kind === 'exists') refused.push(file);
      return outcome.kind === 'written';
    });
    setTaken(refused);
  };
  const keepBoth = (): Promise<void> => uploadAll(taken, async (file) => (await saveBeside(client, pathOf(file), file)) !== '');

  return (
    <>
      <Button icon={<Upload size={16} strokeWidth={1.75} aria-hidden />} disabled={current !== null} onClick={() => input.current?.click()}>
        <span className="max-w-48 truncate">{current === null ? t.upload : t.uploading({ name: current })}</span>
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t.upload}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void handleFiles(files);
        }}
      />
      <ConfirmDialog
        title={t.existsTitle}
        description={t.existsText({ names: taken.map(({ name }) => name).join(', ') })}
        confirmLabel={t.keepBoth}
        cancelLabel={t.skip}
        tone="accent"
        isOpen={taken.length > 0}
        onConfirm={() => void keepBoth()}
        onClose={() => setTaken([])}
      />
    </>
  );
}
