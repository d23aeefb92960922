import { useQuery } from '@tanstack/react-query';
import { ClipboardCopy } from 'lucide-react';
import type { JsonObject } from '@/lib/json';
import type { ExecutionError } from '@/protocol/server-event';
import { systemStatsQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { findNodeTitle } from '../job-row/prompt-facts';
import { CopyButton } from '../output-media/copy-button';
import { copyText } from '../output-media/copy-text';
import { TextBlock } from '../output-media/text-block';
import { explainError } from './explain-error';
import { t } from './texts';
import { toErrorReport } from './to-report';

/** Why a run failed: the plain reason and the next step first, then the node and the server's own words, the traceback folded away. */
export function RunError({ error, prompt }: { readonly error: ExecutionError; readonly prompt: JsonObject | null }) {
  return (
    <div className="flex flex-col gap-1 rounded-control border border-danger p-2">
      <p className="font-semibold break-words whitespace-pre-wrap text-danger">{explainError(error).reason}</p>
      <RunErrorDetails error={error} node={findNodeTitle(prompt, error.nodeId)} />
    </div>
  );
}

/** What stands below the reason, wherever that is told: the next step, the node, the server's own words, the folded traceback. */
export function RunErrorDetails({ error, node }: { readonly error: ExecutionError; readonly node: string }) {
  const { nodeId, nodeType, exceptionType, message, traceback } = error;
  const { reason, nextStep } = explainError(error);
  const said = message.trim();
  const whole = [`${exceptionType}: ${said}`, ...traceback.map((line) => line.trimEnd())].join('\n');
  return (
    <>
      {nextStep !== null && <p className="break-words">{nextStep}</p>}
      <p className="flex items-center gap-1 text-secondary break-words text-muted">
        <span className="min-w-0 flex-1">
          {t.at({ node, id: nodeId, type: nodeType })} · {exceptionType}
        </span>
        <CopyButton label={t.copyError} value={whole} />
      </p>
      {said !== reason && <p className="text-secondary break-words whitespace-pre-wrap">{said}</p>}
      {traceback.length > 0 && (
        <details>
          <summary className="text-secondary text-muted pointer-coarse:min-h-11">{t.traceback}</summary>
          <TextBlock
            label={t.traceback}
            text={traceback.map((line) => line.trimEnd()).join('\n')}
            isWrapped={false}
            className="mt-1 max-h-80"
          />
        </details>
      )}
      <CopyReportButton error={error} />
    </>
  );
}

/** For posting in public: without folders and user names. */
function CopyReportButton({ error }: { readonly error: ExecutionError }) {
  const { data: stats = null } = useQuery({ ...systemStatsQuery(useSession()), enabled: false });
  const announce = useToast();
  const handleClick = async (): Promise<void> => {
    if (await copyText(toErrorReport({ error, stats }))) announce(t.reportCopied, 'success');
    else announce(t.copyFailed, 'danger');
  };
  return (
    <Button
      tone="quiet"
      className="-ml-2.5 self-start"
      title={t.copyReportHint}
      icon={<ClipboardCopy size={16} strokeWidth={1.75} aria-hidden />}
      onClick={() => void handleClick()}
    >
      {t.copyReport}
    </Button>
  );
}
