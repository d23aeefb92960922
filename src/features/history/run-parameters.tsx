import { ArrowLeftToLine } from 'lucide-react';
import { useMemo } from 'react';
import { readPromptNodes } from '@/components/job-row/prompt-facts';
import type { PromptNode } from '@/components/job-row/prompt-facts';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { NodeId } from '@/protocol/ids';
import { Button, IconButton } from '@/ui/button';
import type { TakeableValue } from './take-over';
import { t } from './texts';
import { useTakeOver } from './use-take-over';

export interface RunParametersProps {
  readonly prompt: JsonObject;
  /** Nodes of a graph, of which only these are listed, with what is inside them; null for all. */
  readonly nodeIds?: ReadonlySet<NodeId> | null;
}

/** Every node of a prompt with its inputs, as they were sent; values the open workflow has otherwise can be taken over into it. */
export function RunParameters({ prompt, nodeIds = null }: RunParametersProps) {
  const all = useMemo(() => readPromptNodes(prompt), [prompt]);
  const nodes = nodeIds === null ? all : all.filter(({ nodeId }) => isOneOf(nodeId, nodeIds));
  const { documentName, values, take } = useTakeOver(prompt);
  const takeable = nodes.flatMap(({ nodeId }) => [...(values.get(nodeId)?.values() ?? [])]);
  return (
    <>
      {documentName !== null && takeable.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 text-secondary text-muted">
          <span className="min-w-0 flex-1">{t.takeableCount({ count: takeable.length, name: documentName })}</span>
          <Button icon={<ArrowLeftToLine size={16} strokeWidth={1.75} aria-hidden />} onClick={() => take(takeable)}>
            {t.takeAll}
          </Button>
        </div>
      )}
      <ul className="flex flex-col gap-3">
        {nodes.map((node) => (
          <li key={node.nodeId} className="[contain-intrinsic-size:auto_120px] [content-visibility:auto]">
            <NodeParameters node={node} values={values.get(node.nodeId)} onTake={(value) => take([value])} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Prompts name nodes inside subgraphs by their way: `5:12`. */
function isOneOf(executionId: string, nodeIds: ReadonlySet<NodeId>): boolean {
  return executionId.split(':').some((part) => nodeIds.has(toNodeId(part)));
}

interface NodeParametersProps {
  readonly node: PromptNode;
  readonly values: ReadonlyMap<string, TakeableValue> | undefined;
  readonly onTake: (value: TakeableValue) => void;
}

function NodeParameters({ node, values, onTake }: NodeParametersProps) {
  const { nodeId, title, classType, inputs } = node;
  return (
    <>
      <h5 className="flex flex-wrap items-baseline gap-x-2 font-semibold break-words">
        {t.nodeHeading({ node: title, id: nodeId })}
        {classType !== title && <span className="text-secondary font-normal text-muted">{classType}</span>}
      </h5>
      {inputs.length > 0 && (
        <dl className="mt-1 grid grid-cols-[min(12rem,35%)_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 text-secondary">
          {inputs.map(({ name, value, source }) => {
            const takeable = values?.get(name);
            return (
              <div key={name} className="contents">
                <dt className="truncate text-muted" title={name}>
                  {name}
                </dt>
                <dd className="flex min-w-0 items-center gap-1">
                  {source === null ? (
                    <span className="min-w-0 break-words whitespace-pre-wrap tabular-nums">{value}</span>
                  ) : (
                    <span className="min-w-0 break-words text-muted">{t.fromNode({ node: source.title, id: source.nodeId })}</span>
                  )}
                  {takeable !== undefined && (
                    <IconButton
                      label={t.takeOver({ input: name, node: title })}
                      title={t.takeOverHint({ current: wordCurrent(takeable) })}
                      onClick={() => onTake(takeable)}
                    >
                      <ArrowLeftToLine size={16} strokeWidth={1.75} aria-hidden />
                    </IconButton>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </>
  );
}

const MAX_CURRENT_LENGTH = 80;

function wordCurrent({ current }: TakeableValue): string {
  const text = typeof current === 'string' ? current : stringifyExactJson(current);
  return text.length <= MAX_CURRENT_LENGTH ? text : `${text.slice(0, MAX_CURRENT_LENGTH - 1)}…`;
}
