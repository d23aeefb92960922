import { explainError } from '@/components/run-errors/explain-error';
import { nodeLabel, wordProblem } from '@/components/run-workflow/word-problem';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { findDeprecated } from '@/graph/validate/find-deprecated';
import { findRepairs, repairKey, repairKeyOf, type Repair } from '@/graph/validate/find-repairs';
import { CORE_PACK, findMissingPacks } from '@/graph/validate/missing-packs';
import type { Diagnostic } from '@/lib/diagnostic';
import type { NodeReplacement } from '@/protocol/models';
import type { ExecutionError } from '@/protocol/server-event';
import { texts as t } from '../texts';
import { executionIdOf } from './problem-place';

/** What can take the place of a value, how its place is called, and every place where the same can be done at once. */
export interface RowRepair {
  readonly repair: Repair;
  readonly place: string;
  readonly everywhere: readonly Repair[];
}

/** One line of the problems list. */
export interface ProblemRow {
  readonly severity: Diagnostic['severity'];
  readonly text: string;
  /** Execution id; null when it is about the whole workflow. */
  readonly nodeId: string | null;
  /** Why the last run failed there, and what the node is called: told below the row. */
  readonly failure?: { readonly error: ExecutionError; readonly node: string };
  /** A value that another choice can take the place of, and how its place is called. */
  readonly repair?: RowRepair;
}

/** Missing node types of one pack. */
export interface PackRows {
  readonly title: string;
  /** To be copied; null when nobody knows where the pack is. */
  readonly url: string | null;
  readonly rows: readonly ProblemRow[];
}

export interface ProblemRows {
  readonly packs: readonly PackRows[];
  readonly rows: readonly ProblemRow[];
  /** What one click can put right. */
  readonly repairs: readonly Repair[];
}

/** What is known about a document's state. */
export interface ProblemFacts {
  readonly nodeTypes: NodeTypes;
  readonly problems: readonly Diagnostic[];
  /** Why the last run ended; null when it did not fail. */
  readonly error: ExecutionError | null;
  /** By old class. */
  readonly replacements: Replacements;
}

export type Replacements = ReadonlyMap<string, readonly NodeReplacement[]>;

const RANK: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** Everything the list shows: missing types by pack, then the rest by severity. Pure. */
export function toProblemRows(document: WorkflowDocument, facts: ProblemFacts): ProblemRows {
  const { problems, nodeTypes } = facts;
  const repairs = new Map(findRepairs(document, nodeTypes, problems).map((repair) => [repairKey(repair), repair]));
  const isAlike = (a: Repair, b: Repair): boolean => a.nearest !== null && a.value === b.value && a.nearest === b.nearest;
  const rest = problems.filter((problem) => problem.code !== 'missing-node-type' || problem.nodeId === undefined);
  const rows = rest.map((problem): ProblemRow => {
    const repair = repairs.get(repairKeyOf(problem));
    const isRepairable = problem.code === 'value-not-in-list' && repair !== undefined;
    return {
      severity: problem.severity,
      text: wordProblem(problem, { document, nodeTypes }),
      nodeId: executionIdOf(document, problem),
      ...(isRepairable
        ? {
            repair: {
              repair,
              place: `${repair.input} · ${nodeLabel(problem, { document, nodeTypes })}`,
              everywhere: [...repairs.values()].filter((other) => isAlike(other, repair)),
            },
          }
        : {}),
    };
  });
  return {
    packs: toPacks(document, facts),
    rows: [...toFailure(facts), ...rows, ...toDeprecated(document, facts)].toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    repairs: [...repairs.values()].filter((repair) => repair.isSameFile),
  };
}

function toPacks(document: WorkflowDocument, { nodeTypes, problems, replacements }: ProblemFacts): readonly PackRows[] {
  return findMissingPacks(document, problems).map(({ name, version, url, problems: missing }) => ({
    title: packTitle(name, version),
    url,
    rows: missing.map((problem): ProblemRow => {
      const type = String(problem.params?.['type'] ?? '');
      const text = t.missingType({ node: nodeLabel(problem, { document, nodeTypes }), type });
      return {
        severity: problem.severity,
        text: withReplacement(text, { type, nodeTypes, replacements }),
        nodeId: executionIdOf(document, problem),
      };
    }),
  }));
}

function packTitle(name: string | null, version: string | null): string {
  if (name === null) return t.missingFromUnknown;
  if (name === CORE_PACK) return version === null ? t.missingFromCore : t.missingFromCoreVersion({ version });
  return t.missingFrom({ pack: version === null ? name : `${name} ${version}` });
}

function toFailure({ error, nodeTypes }: ProblemFacts): readonly ProblemRow[] {
  if (error === null) return [];
  const type = nodeTypes.get(error.nodeType)?.displayName ?? error.nodeType;
  return [
    {
      severity: 'error',
      text: t.nodeFailed({ type, id: error.nodeId, message: explainError(error).reason }),
      nodeId: error.nodeId,
      failure: { error, node: type },
    },
  ];
}

function toDeprecated(document: WorkflowDocument, { nodeTypes, replacements }: ProblemFacts): readonly ProblemRow[] {
  return findDeprecated(document, nodeTypes).map(({ nodeType, places }) => {
    const [first] = places;
    const text = t.deprecatedType({ type: nodeType.displayName, count: places.length });
    return {
      severity: 'info',
      text: withReplacement(text, { type: nodeType.name, nodeTypes, replacements }),
      nodeId: first === undefined ? null : executionIdOf(document, toDiagnostic(first)),
    };
  });
}

function toDiagnostic({ graphId, nodeId }: { readonly graphId: string; readonly nodeId: string }): Diagnostic {
  return { severity: 'info', code: 'deprecated-node-type', nodeId, ...(graphId === 'root' ? {} : { params: { graphId } }) };
}

function withReplacement(
  text: string,
  { type, nodeTypes, replacements }: Pick<ProblemFacts, 'nodeTypes' | 'replacements'> & { readonly type: string },
): string {
  const names = (replacements.get(type) ?? []).map(({ newClass }) => nodeTypes.get(newClass)?.displayName ?? newClass);
  return names.length === 0 ? text : `${text} ${t.replacedBy({ names: names.join(', ') })}`;
}
