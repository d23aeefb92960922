import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import type { JsonObject } from '@/lib/json';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { findTakeable, takeOver } from './take-over';
import type { TakeableValue, TakeableValues } from './take-over';
import { t } from './texts';

/** Taking values of a run over into the workflow that is open. */
export interface TakeOver {
  /** Null while no workflow is open, or its node types are not known. */
  readonly documentName: string | null;
  readonly values: TakeableValues;
  /** One undo step of that workflow. */
  readonly take: (values: readonly TakeableValue[]) => void;
}

const NOTHING: TakeableValues = new Map();

/** What of a prompt can be taken over, and doing it. */
export function useTakeOver(prompt: JsonObject | null): TakeOver {
  const workspace = useWorkspace();
  const announce = useToast();
  const { nodeTypes, status } = useNodeTypes();
  const open = useStore(workspace.documents, ({ activeId, documents }) => (activeId === null ? undefined : documents[activeId]));
  // Beside a document that is being edited the list may follow a moment later.
  const document = useDeferredValue(open?.document);
  const values = useMemo(
    () => (prompt === null || document === undefined || status !== 'ready' ? NOTHING : findTakeable(prompt, document, nodeTypes)),
    [document, nodeTypes, prompt, status],
  );
  return {
    documentName: status === 'ready' && open !== undefined ? open.name : null,
    values,
    take: (taken) => {
      if (open === undefined) return;
      workspace.edit(open.id, (current) => takeOver(current, taken, nodeTypes));
      announce(t.takenOver({ count: taken.length, name: open.name }), 'success');
    },
  };
}
