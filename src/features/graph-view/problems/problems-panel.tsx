import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { useDocumentRun } from '@/components/run-workflow/use-run-workflow';
import type { WorkflowDocument } from '@/graph/document/model';
import { applyRepairs } from '@/graph/edit/repair';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { findDeprecated } from '@/graph/validate/find-deprecated';
import type { Diagnostic } from '@/lib/diagnostic';
import { nodeReplacementsQuery } from '@/session/queries/node-types';
import { featuresQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { useLive } from '@/session/use-live';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { texts as t } from '../texts';
import { useDocumentProblems } from '../use-graph-facts';
import { usePastRun } from '../use-past-run';
import { chooseValue, goToNode } from './go-to-node';
import { PackSection, RowList, type ProblemActions } from './problem-list';
import { toProblemRows, type ProblemRow, type ProblemRows, type Replacements } from './problem-rows';

const NO_REPLACEMENTS: Replacements = new Map();
const NO_ACTIONS: ProblemActions = { onGo: () => undefined, onChoose: () => undefined, onRepair: () => undefined };

/** Everything that is wrong with the workflow in front, each entry a jump to its node; what can be put right by itself has a button. */
export function ProblemsPanel() {
  const id = useDocuments(({ activeId }) => activeId);
  const document = useDocuments(({ activeId, documents }) => (activeId === null ? null : (documents[activeId]?.document ?? null)));
  // Not the open document: that changes with every selection.
  const open = useMemo(() => (id === null || document === null ? null : { id, document }), [id, document]);
  const { diagnostics } = useNodeTypes();
  const broken = useMemo(() => toBrokenRows(diagnostics), [diagnostics]);
  return (
    <Panel title={t.problems}>
      {open === null ? (
        <ProblemView found={{ packs: [], rows: broken, repairs: [] }} actions={NO_ACTIONS} />
      ) : (
        <Problems open={open} broken={broken} />
      )}
    </Panel>
  );
}

/** Definitions of the server that could not be read: whatever workflow is open, these types are missing from search and library. */
function toBrokenRows(diagnostics: readonly Diagnostic[]): readonly ProblemRow[] {
  return diagnostics
    .filter(({ code }) => code === 'node-definition-broken' || code === 'node-type-broken')
    .map(({ params }) => ({
      severity: 'warning',
      text: t.brokenDefinition({
        type: String(params?.['className'] ?? params?.['nodeType'] ?? ''),
        reason: String(params?.['reason'] ?? ''),
      }),
      nodeId: null,
    }));
}

function Problems({ open, broken }: { readonly open: Pick<OpenDocument, 'id' | 'document'>; readonly broken: readonly ProblemRow[] }) {
  const workspace = useWorkspace();
  const { nodeTypes } = useNodeTypes();
  const { document } = open;
  const { found, refused } = useDocumentProblems(open.id, document, nodeTypes);
  const promptId = useDocumentRun(open.id);
  const past = usePastRun(open, promptId);
  const heard = useLive((state) => (promptId === null ? null : (state.runs[promptId]?.error ?? null)));
  const error = heard ?? past?.error ?? null;
  const replacements = useReplacements(document, { nodeTypes, problems: found });
  const listed = useMemo(() => {
    const rows = toProblemRows(document, { nodeTypes, problems: [...refused, ...found], error, replacements });
    return { ...rows, rows: [...rows.rows, ...broken] };
  }, [document, nodeTypes, refused, found, error, replacements, broken]);
  const actions: ProblemActions = {
    onGo: (nodeId) => goToNode(workspace, open.id, nodeId),
    onChoose: (nodeId, input) => chooseValue(workspace, open.id, { executionId: nodeId, input }),
    onRepair: (repairs) => workspace.edit(open.id, (current) => applyRepairs(current, { repairs, nodeTypes })),
  };
  return <ProblemView found={listed} actions={actions} />;
}

/** Asked for only when something needs it, of servers that say they know. */
function useReplacements(
  document: WorkflowDocument,
  { nodeTypes, problems }: { readonly nodeTypes: NodeTypes; readonly problems: readonly Diagnostic[] },
): Replacements {
  const session = useSession();
  const isNeeded = useMemo(
    () => problems.some(({ code }) => code === 'missing-node-type') || findDeprecated(document, nodeTypes).length > 0,
    [document, nodeTypes, problems],
  );
  const { data: features } = useQuery({ ...featuresQuery(session), enabled: isNeeded });
  const { data } = useQuery({ ...nodeReplacementsQuery(session), enabled: isNeeded && features?.hasNodeReplacements === true });
  return data ?? NO_REPLACEMENTS;
}

function ProblemView({ found, actions }: { readonly found: ProblemRows; readonly actions: ProblemActions }) {
  const list = useRef<HTMLDivElement>(null);
  const { packs, rows, repairs } = found;
  if (packs.length === 0 && rows.length === 0) return <NoProblems />;
  const repair: ProblemActions['onRepair'] = (chosen) => {
    // The button goes with its problem; the keyboard stays in the list.
    list.current?.focus({ preventScroll: true });
    actions.onRepair(chosen);
  };
  return (
    <div ref={list} tabIndex={-1} className="outline-none">
      {repairs.length > 0 && (
        <div className="flex flex-col gap-2 border-b border-border p-3">
          <p className="text-secondary text-muted">{t.repairHint}</p>
          <Button className="self-start" onClick={() => repair(repairs)}>
            {t.repairAll({ count: repairs.length })}
          </Button>
        </div>
      )}
      {packs.map((pack) => (
        <PackSection key={pack.title} pack={pack} actions={actions} />
      ))}
      <RowList rows={rows} actions={{ ...actions, onRepair: repair }} />
    </div>
  );
}

function NoProblems() {
  return (
    <EmptyState title={t.noProblems} hint={t.noProblemsHint}>
      <CircleCheck size={20} strokeWidth={1.75} aria-hidden className="text-success" />
    </EmptyState>
  );
}
