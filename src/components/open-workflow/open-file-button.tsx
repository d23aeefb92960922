import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { prepareFileWorker } from '@/graph/import/open-file-bytes';
import { IconButton } from '@/ui/button';
import type { DocumentId } from '@/workspace/workspace';
import { t } from './texts';
import { openedId, useOpenWorkflow } from './use-open-workflow';

/** What the file chooser offers first; content decides what is opened. */
const ACCEPTED =
  '.json,.png,.webp,.jpg,.jpeg,.avif,.gif,.svg,.mp4,.m4v,.mov,.webm,.mkv,.flac,.ogg,.opus,.mp3,.glb,.latent,.safetensors,.txt';

export interface OpenFileButtonProps {
  /** Called with the last document that was opened. */
  readonly onOpened?: (id: DocumentId) => void;
}

/** Opens workflow files chosen from this computer. */
export function OpenFileButton({ onOpened }: OpenFileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const { openFiles } = useOpenWorkflow();

  const handleFiles = async (files: readonly File[]): Promise<void> => {
    const ids = (await openFiles(files)).map(openedId).filter((id) => id !== null);
    const last = ids.at(-1);
    if (last !== undefined) onOpened?.(last);
  };

  const choose = (): void => {
    prepareFileWorker();
    input.current?.click();
  };

  return (
    <>
      <IconButton label={t.openFile} onClick={choose}>
        <FolderOpen size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t.openFile}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file chosen again must be heard again.
          event.target.value = '';
          void handleFiles(files);
        }}
      />
    </>
  );
}
