import { useState } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { runVariations, type VariationsRequest } from '@/components/run-workflow/run-variations';
import { wordOutcome } from '@/components/run-workflow/word-outcome';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';

/** What is to be queued; the rest is known here. */
export type QueueingRequest = Pick<VariationsRequest, 'axes' | 'combinations' | 'combining' | 'seeds'>;

export interface Queueing {
  readonly start: (request: QueueingRequest) => void;
  /** Ends it after the run on its way; what was queued stays. */
  readonly stop: () => void;
  /** Null while nothing is being queued. */
  readonly sent: { readonly count: number; readonly of: number } | null;
}

/** Queues the runs of one set. It goes on when the dialog is closed, and what came of it is announced. */
export function useQueueing(open: OpenDocument, onQueued: (group: string) => void): Queueing {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const { nodeTypes } = useNodeTypes();
  const [sent, setSent] = useState<Queueing['sent']>(null);
  const [controller, setController] = useState<AbortController | null>(null);
  const start = async (request: QueueingRequest): Promise<void> => {
    const abort = new AbortController();
    const of = request.combinations.length;
    setController(abort);
    setSent({ count: 0, of });
    const onRun = (count: number): void => setSent({ count, of });
    const given = { ...request, documentId: open.id, onQueued: onRun, signal: abort.signal };
    const outcome = await runVariations({ session, workspace }, given);
    setSent(null);
    const { message, tone } = wordOutcome(outcome, { document: open.document, nodeTypes });
    announce(message, tone);
    if (outcome.promptIds.length > 0) onQueued(outcome.group);
  };
  return { start: (request) => void start(request), stop: () => controller?.abort(), sent };
}
