import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toFinishedJob } from '@/jobs/finished-job';
import type { Job } from '@/jobs/job';
import { toPromptId } from '@/protocol/ids';
import { pastEntryQuery } from './queries/past';
import { useSession } from './session-provider';

const NO_ID = toPromptId('');

/**
 * The whole of a job of which a list told only the outlines; those until it is read, and for good when it was deleted meanwhile.
 * @param isWanted false keeps it from being asked for, e.g. while the list scrolls.
 */
export function useFullJob<T extends Job | null>(job: T, isWanted: boolean): Job | T {
  const session = useSession();
  const isBrief = job?.brief !== undefined;
  const { data: entry } = useQuery({ ...pastEntryQuery(session, job?.id ?? NO_ID), enabled: isBrief && isWanted });
  return useMemo(() => {
    if (!entry || job?.brief === undefined) return job;
    const isMine = entry.extraData['client_id'] === session.clientId || session.ledger.state.getState().jobs.mine.has(job.id);
    return toFinishedJob(entry, isMine);
  }, [entry, job, session]);
}
