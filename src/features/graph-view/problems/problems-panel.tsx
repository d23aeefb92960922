import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { useDocumentRun } from '@/components/run-workflow/use-run-workflow';
import { wordProblem } from '@/components/run-workflow/word-problem';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Diagnostic } from '@/lib/diagnostic';
import type { ExecutionError } from '@/protocol/server-event';
import { useLive } from '@/session/use-live';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { useActiveDocument, useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { texts as t } from '../texts';
import { useDocumentProblems } from '../use-graph-facts';
import { goToNode } from './go-to-node';
import { executionIdOf } from './problem-place';

/** A workflow of thousands of nodes for another server has thousands of problems; nobody reads them all. */
const ROWS_AT_ONCE = 100;

/** Everything that is wrong with the workflow in front, each entry a jump to its node. */
export function ProblemsPanel() {
  const open = useActiveDocument();
  const { diagnostics } = useNodeTypes();
  const broken = useMemo(() => toBrokenRows(diagnostics), [diagnostics]);
  return (
    <Panel title={t.problems}>
      {open === null ? <RowList rows={broken} onGo={() => undefined} /> : <Problems open={open} broken={broken} />}
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

function Problems({ open, broken }: { readonly open: OpenDocument; readonly broken: readonly ProblemRow[] }) {
  const workspace = useWorkspace();
  const { nodeTypes } = useNodeTypes();
  const { found, refused } = useDocumentProblems(open.id, open.document, nodeTypes);
  const promptId = useDocumentRun(open.id);
  const error = useLive((state) => (promptId === null ? null : (state.runs[promptId]?.error ?? null)));
  const rows = toRows(open.document, { nodeTypes, problems: [...refused, ...found], error });
  return <RowList rows={[...rows, ...broken]} onGo={(nodeId) => goToNode(workspace, open.id, nodeId)} />;
}

function RowList({ rows, onGo }: { readonly rows: readonly ProblemRow[]; readonly onGo: (nodeId: string) => void }) {
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  if (rows.length === 0) return <NoProblems />;
  const left = rows.length - limit;
  return (
    <ul className="flex flex-col">
      {rows.slice(0, limit).map((row, index) => (
        <li key={index} className="border-b border-border">
          {row.nodeId === null ? (
            <p className="flex items-start gap-2 px-3 py-2">
              <RowContent row={row} />
            </p>
          ) : (
            <button
              type="button"
              className="flex min-h-9 w-full items-start gap-2 px-3 py-2 text-left hover:bg-raised pointer-coarse:min-h-11"
              onClick={() => row.nodeId !== null && onGo(row.nodeId)}
            >
              <RowContent row={row} />
            </button>
          )}
        </li>
      ))}
      {left > 0 && (
        <li className="p-2">
          <Button className="w-full" onClick={() => setLimit(limit + ROWS_AT_ONCE)}>
            {t.moreProblems({ count: left })}
          </Button>
        </li>
      )}
    </ul>
  );
}

interface ProblemRow {
  readonly severity: Diagnostic['severity'];
  readonly text: string;
  /** Execution id; null when it is about the whole workflow. */
  readonly nodeId: string | null;
}

const RANK: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, info: 2 };

function toRows(
  document: WorkflowDocument,
  about: { readonly nodeTypes: NodeTypes; readonly problems: readonly Diagnostic[]; readonly error: ExecutionError | null },
): readonly ProblemRow[] {
  const { nodeTypes, problems, error } = about;
  const rows = problems.map((problem): ProblemRow => ({
    severity: problem.severity,
    text: wordProblem(problem, { document, nodeTypes }),
    nodeId: executionIdOf(document, problem),
  }));
  const failed: readonly ProblemRow[] =
    error === null
      ? []
      : [
          {
            severity: 'error',
            text: t.nodeFailed({
              type: nodeTypes.get(error.nodeType)?.displayName ?? error.nodeType,
              id: error.nodeId,
              message: error.message.trim(),
            }),
            nodeId: error.nodeId,
          },
        ];
  return [...failed, ...rows].toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const ICON = { size: 16, strokeWidth: 1.75 } as const;

function RowContent({ row }: { readonly row: ProblemRow }) {
  return (
    <>
      <span className="mt-px shrink-0" role="img" aria-label={wordSeverity(row.severity)}>
        <SeverityIcon severity={row.severity} />
      </span>
      <span className="min-w-0 break-words whitespace-pre-line">{row.text}</span>
    </>
  );
}

function SeverityIcon({ severity }: { readonly severity: Diagnostic['severity'] }) {
  if (severity === 'error') return <CircleAlert {...ICON} className="text-danger" />;
  return severity === 'warning' ? <TriangleAlert {...ICON} className="text-warning" /> : <Info {...ICON} className="text-info" />;
}

function wordSeverity(severity: Diagnostic['severity']): string {
  if (severity === 'error') return t.severityError;
  return severity === 'warning' ? t.severityWarning : t.severityInfo;
}

function NoProblems() {
  return (
    <EmptyState title={t.noProblems} hint={t.noProblemsHint}>
      <CircleCheck size={20} strokeWidth={1.75} aria-hidden className="text-success" />
    </EmptyState>
  );
}
