import { FieldControl } from '@/components/field-controls/field-control';
import { SeedModeSelect } from '@/components/field-controls/seed-mode-select';
import { wordProblemHere } from '@/components/run-workflow/word-problem';
import { useRunProblems } from '@/components/run-workflow/use-run-workflow';
import { documentNodeTypes } from '@/graph/document/document-types';
import { graphOf } from '@/graph/document/ids';
import { findInnermostPlace } from '@/graph/document/promoted-values';
import { selectWidgets } from '@/graph/document/widgets';
import { setWidgetValue } from '@/graph/edit/widget';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { FoundControl } from '@/graph/variations/find-controls';
import type { JsonValue } from '@/lib/json';
import { useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { t } from './texts';

export interface FormFieldProps {
  readonly open: OpenDocument;
  readonly control: FoundControl;
  readonly nodeTypes: NodeTypes;
}

/** One control with its name; a seed has beside it what it does after each run. */
export function FormField({ open, control, nodeTypes }: FormFieldProps) {
  const workspace = useWorkspace();
  const { graphId, nodeId, name, spec, value } = control;
  const problem = useRunProblems(open.id).find(
    ({ nodeId: at, input, params }) => at === nodeId && input === name && (params?.['graphId'] ?? 'root') === graphId,
  );
  const write = (written: string, next: JsonValue): void =>
    workspace.edit(
      open.id,
      (document) => setWidgetValue(document, { graphId, nodeId, name: written, value: next, nodeTypes }),
      `form ${graphId} ${nodeId} ${written}`,
    );
  const commit = (): void => workspace.endGroup(open.id);
  const mode = findMode(open, control, nodeTypes);
  const label = spec.label ?? name;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="text-secondary text-muted">
        {label}
      </span>
      <FieldControl
        spec={spec}
        nodeClass={innermostClass(open, control, nodeTypes)}
        value={value}
        label={label}
        isLinked={false}
        problem={problem === undefined ? undefined : wordProblemHere(problem)}
        onChange={(next) => write(name, next)}
        onCommit={commit}
      />
      {mode !== null && (
        <div className="flex items-center gap-2 text-secondary text-muted">
          <span aria-hidden className="shrink-0">
            {t.afterRun}
          </span>
          <SeedModeSelect
            value={mode}
            onChange={(next) => {
              write(`${name}:control`, next);
              commit();
            }}
          />
        </div>
      )}
    </div>
  );
}

function findMode({ document }: OpenDocument, { graphId, nodeId, name }: FoundControl, nodeTypes: NodeTypes): JsonValue | null {
  const node = graphOf(document, graphId)?.nodes.get(nodeId);
  if (node === undefined) return null;
  const slots = selectWidgets(node, documentNodeTypes(document, nodeTypes).get(node.type));
  return slots.find((slot) => slot.role === 'control' && slot.name === `${name}:control`)?.value ?? null;
}

/** The class whose input a promoted one is: what the server knows. */
function innermostClass({ document }: OpenDocument, control: FoundControl, nodeTypes: NodeTypes): string {
  const { graphId, nodeId, name } = control;
  const place = findInnermostPlace(document, documentNodeTypes(document, nodeTypes), { graphId, nodeId, name });
  return graphOf(document, place.graphId)?.nodes.get(place.nodeId)?.type ?? '';
}
