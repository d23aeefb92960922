import { Download, Ellipsis, Repeat, Upload, UserX } from 'lucide-react';
import { useRef } from 'react';
import { clearQuestion } from '@/components/job-actions/clear-question';
import { downloadText } from '@/components/save-workflow/download';
import type { Job } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { useToast } from '@/ui/toast';
import { t } from './texts';
import type { LostJobs } from './use-lost-jobs';
import { useQueueTransfer } from './use-queue-transfer';

export interface QueueMenuProps {
  readonly waiting: readonly Job[];
  readonly lost: LostJobs;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What is done with the queue as a whole and more seldom. */
export function QueueMenu({ waiting, lost }: QueueMenuProps) {
  const question = clearQuestion(useSession());
  const announce = useToast();
  const { exportQueue, importQueue } = useQueueTransfer();
  const input = useRef<HTMLInputElement>(null);
  const ownCount = waiting.filter((job) => job.isMine).length;

  const handleExport = (): void => {
    const { text, count } = exportQueue(waiting);
    downloadText({ fileName: t.fileName, text });
    announce(t.exported({ count }), 'success');
  };

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t.importFile}
        hidden
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void importQueue(file);
        }}
      />
      <Menu
        trigger={
          <IconButton label={t.queueMenu}>
            <Ellipsis {...ICON} />
          </IconButton>
        }
        items={[
          {
            id: 'again',
            label: t.againAll({ count: lost.count }),
            icon: <Repeat {...ICON} />,
            isDisabled: lost.count === 0 || lost.isSending,
            onSelect: () => void lost.sendAll(),
          },
          'separator',
          { id: 'export', label: t.exportQueue, icon: <Download {...ICON} />, isDisabled: waiting.length === 0, onSelect: handleExport },
          { id: 'import', label: t.importQueue, icon: <Upload {...ICON} />, onSelect: () => input.current?.click() },
          'separator',
          {
            id: 'clear-own',
            label: t.clearOwn,
            icon: <UserX {...ICON} />,
            tone: 'danger',
            isDisabled: ownCount === 0,
            onSelect: () => question.setState({ asked: 'own-queue' }),
          },
        ]}
      />
    </>
  );
}
