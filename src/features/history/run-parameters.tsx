import { useMemo } from 'react';
import { readPromptNodes } from '@/components/job-row/prompt-facts';
import type { PromptNode } from '@/components/job-row/prompt-facts';
import type { JsonObject } from '@/lib/json';
import { t } from './texts';

/** Every node of a prompt with its inputs, as they were sent. Nodes out of sight are not laid out. */
export function RunParameters({ prompt }: { readonly prompt: JsonObject }) {
  const nodes = useMemo(() => readPromptNodes(prompt), [prompt]);
  return (
    <ul className="flex flex-col gap-3">
      {nodes.map((node) => (
        <li key={node.nodeId} className="[contain-intrinsic-size:auto_120px] [content-visibility:auto]">
          <NodeParameters node={node} />
        </li>
      ))}
    </ul>
  );
}

function NodeParameters({ node }: { readonly node: PromptNode }) {
  const { nodeId, title, classType, inputs } = node;
  return (
    <>
      <h5 className="flex flex-wrap items-baseline gap-x-2 font-semibold break-words">
        {t.nodeHeading({ node: title, id: nodeId })}
        {classType !== title && <span className="text-secondary font-normal text-muted">{classType}</span>}
      </h5>
      {inputs.length > 0 && (
        <dl className="mt-1 grid grid-cols-[min(12rem,35%)_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-secondary">
          {inputs.map(({ name, value, source }) => (
            <div key={name} className="contents">
              <dt className="truncate text-muted" title={name}>
                {name}
              </dt>
              <dd className="min-w-0 break-words whitespace-pre-wrap tabular-nums">
                {source === null ? value : <span className="text-muted">{t.fromNode({ node: source.title, id: source.nodeId })}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
