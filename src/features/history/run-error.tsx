import { findNodeTitle } from '@/components/job-row/prompt-facts';
import { CopyButton } from '@/components/output-media/copy-button';
import { TextBlock } from '@/components/output-media/text-block';
import type { JsonObject } from '@/lib/json';
import type { ExecutionError } from '@/protocol/server-event';
import { t } from './texts';

/** Why a run failed: what, at which node, and the traceback folded away. All of it is text of the server. */
export function RunError({ error, prompt }: { readonly error: ExecutionError; readonly prompt: JsonObject | null }) {
  const { nodeId, nodeType, exceptionType, message, traceback } = error;
  const node = findNodeTitle(prompt, nodeId);
  const whole = [`${exceptionType}: ${message.trim()}`, ...traceback.map((line) => line.trimEnd())].join('\n');
  return (
    <div className="flex flex-col gap-1 rounded-control border border-danger p-2">
      <p className="font-semibold break-words whitespace-pre-wrap text-danger">{message.trim()}</p>
      <p className="flex items-center gap-2 text-secondary break-words text-muted">
        <span className="min-w-0 flex-1">
          {t.errorAt({ node, id: nodeId, type: nodeType })} · {exceptionType}
        </span>
        <CopyButton label={t.copyTraceback} value={whole} />
      </p>
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
    </div>
  );
}
