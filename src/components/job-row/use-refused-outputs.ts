import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Job } from '@/jobs/job';
import { objectInfoQuery } from '@/session/queries/node-types';
import { useSession } from '@/session/session-provider';
import { toNodeTypes } from '../node-types/read-node-types';
import { findRefusedOutputs } from './refused-outputs';
import type { PromptNode } from './prompt-facts';

const NONE: readonly PromptNode[] = [];

/** Output nodes of a job that do not run, by the node types as they are known: a list does not ask for them. */
export function useRefusedOutputs(job: Pick<Job, 'prompt' | 'outputNodeIds'>): readonly PromptNode[] {
  const { data } = useQuery({ ...objectInfoQuery(useSession()), enabled: false });
  const { prompt, outputNodeIds } = job;
  return useMemo(() => {
    if (data === undefined || outputNodeIds === undefined) return NONE;
    return findRefusedOutputs({ prompt, outputNodeIds }, toNodeTypes(data).nodeTypes);
  }, [data, prompt, outputNodeIds]);
}
