import { expect, it } from 'vitest';
import type { Queue } from '@/protocol/queue';
import { toServerId } from '@/protocol/ids';
import { buildQueue } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createQueryClient } from './query-client';
import { queueQuery } from './queries/queue';
import { readQueueNow } from './read-queue';

/** A server whose answers are given by hand, in the order of the questions. */
function createSlowServer() {
  const questions: ((queue: Queue) => void)[] = [];
  const queue = (): Promise<Queue> => new Promise((resolve) => questions.push(resolve));
  const session = {
    serverId: toServerId('slow'),
    client: createFakeClient({ queue }),
    queryClient: createQueryClient(() => undefined),
  };
  return { session, questions };
}

const idsOf = ({ pending }: Queue): readonly string[] => pending.map(({ promptId }) => promptId);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('answers every reader with a queue that is not older than the question, however many ask at once', async () => {
  const { session, questions } = createSlowServer();
  session.queryClient.setQueryData(queueQuery(session).queryKey, buildQueue([], ['deleted']));
  const first = readQueueNow(session);
  await turn();
  const second = readQueueNow(session);
  await turn();
  questions.forEach((answer, index) => answer(buildQueue([], index === questions.length - 1 ? ['newest'] : ['older'])));
  expect([idsOf(await first), idsOf(await second)]).toEqual([['newest'], ['newest']]);
});

it('never takes part in the very first read of a page, which began before', async () => {
  const { session, questions } = createSlowServer();
  const poll = session.queryClient.query(queueQuery(session));
  await turn();
  const read = readQueueNow(session);
  await turn();
  questions[0]?.(buildQueue([], ['older']));
  await poll;
  await turn();
  questions[1]?.(buildQueue([], ['newest']));
  expect(idsOf(await read)).toEqual(['newest']);
});

it('fails when the server does', async () => {
  const { session } = createSlowServer();
  const broken = { ...session, client: createFakeClient({ queue: () => Promise.reject(new Error('away')) }) };
  await expect(readQueueNow(broken)).rejects.toThrow('away');
});
