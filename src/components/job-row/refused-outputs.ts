import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Job } from '@/jobs/job';
import { readPromptNodes } from './prompt-facts';
import type { PromptNode } from './prompt-facts';

/** Output nodes of a job's prompt that the server did not take on; of unknown types, and of servers that do not tell, none. Pure. */
export function findRefusedOutputs(
  { prompt, outputNodeIds = [] }: Pick<Job, 'prompt' | 'outputNodeIds'>,
  nodeTypes: NodeTypes,
): readonly PromptNode[] {
  if (prompt === null || outputNodeIds.length === 0) return [];
  const accepted = new Set(outputNodeIds);
  return readPromptNodes(prompt).filter(
    ({ nodeId, classType }) => !accepted.has(nodeId) && nodeTypes.get(classType)?.isOutputNode === true,
  );
}
