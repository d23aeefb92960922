import { readPromptNodes } from '@/components/job-row/prompt-facts';
import type { PromptNode } from '@/components/job-row/prompt-facts';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { HistoryEntry } from '@/protocol/history';
import { DetailSection } from './detail-section';
import { t } from './texts';

/** Output nodes of the prompt the server did not take on; nothing where there are none or the node types are not known. */
export function RefusedOutputs({ entry }: { readonly entry: HistoryEntry }) {
  const { nodeTypes } = useNodeTypes();
  const refused = findRefusedOutputs(entry, nodeTypes);
  if (refused.length === 0) return null;
  return (
    <DetailSection title={t.notRun}>
      <p className="text-secondary text-muted">{t.notRunHint}</p>
      <ul className="list-inside list-disc">
        {refused.map(({ nodeId, title }) => (
          <li key={nodeId}>{t.nodeHeading({ node: title, id: nodeId })}</li>
        ))}
      </ul>
    </DetailSection>
  );
}

/** A server that tells no accepted outputs tells nothing about refused ones. */
export function findRefusedOutputs(entry: Pick<HistoryEntry, 'prompt' | 'outputNodeIds'>, nodeTypes: NodeTypes): readonly PromptNode[] {
  const accepted = new Set(entry.outputNodeIds);
  if (accepted.size === 0) return [];
  return readPromptNodes(entry.prompt).filter(
    ({ nodeId, classType }) => !accepted.has(nodeId) && nodeTypes.get(classType)?.isOutputNode === true,
  );
}
