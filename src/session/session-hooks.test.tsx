// @vitest-environment node
import { act, screen, within } from '@testing-library/react';
import { Profiler } from 'react';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import { selectOverallShare } from '@/jobs/run-progress';
import type { Job, RunProgress } from '@/jobs/job';
import { createManualClock } from '@/lib/clock';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, buildQueue, buildRun, TINY_PROMPT } from '@/testing/builders';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { useClearHistory, useDeleteHistory } from './mutations/history';
import { useCancelJob, useClearQueue, useFree, useInterrupt } from './mutations/queue';
import { useUploadImage } from './mutations/files';
import { useSession } from './session-provider';
import { submitPrompt } from './submit-prompt';
import { useActiveRun, useHistoryJobs, useJob, useQueueJobs } from './use-jobs';
import { useFreshness, useFreshnessState, useLive } from './use-live';

function JobList({ name, jobs }: { readonly name: string; readonly jobs: readonly Job[] }) {
  return (
    <ul aria-label={name}>
      {jobs.map((job) => (
        <li key={job.id}>{`${job.id} ${job.state}`}</li>
      ))}
    </ul>
  );
}

function Queue() {
  const { jobs, isPending, error } = useQueueJobs();
  return (
    <>
      <JobList name="Queue" jobs={jobs} />
      {isPending && <p>loading queue</p>}
      {error && <p role="alert">{error.message}</p>}
    </>
  );
}

function History() {
  const { jobs, hasMore } = useHistoryJobs();
  return (
    <>
      <JobList name="History" jobs={jobs} />
      <p>{hasMore ? 'more' : 'all'}</p>
    </>
  );
}

function items(name: string): string[] {
  return within(screen.getByRole('list', { name }))
    .queryAllByRole('listitem')
    .map((item) => item.textContent);
}

describe('job lists', () => {
  it('show queue and history, each job once', async () => {
    const client = {
      queue: () => Promise.resolve(buildQueue(['r', 'a'], ['b'])),
      history: () => Promise.resolve(buildHistory(['a', 'z'])),
    };
    renderWithSession(
      <>
        <Queue />
        <History />
      </>,
      { client },
    );
    await screen.findByText('z done');
    expect([items('Queue'), items('History')]).toEqual([
      ['r running', 'b queued'],
      ['z done', 'a done'],
    ]);
    expect(screen.getByText('all')).toBeTruthy();
  });

  it('tell a server that does not answer from an empty queue', async () => {
    renderWithSession(<Queue />, { client: { queue: () => Promise.reject(new Error('away')) } });
    expect(screen.getByText('loading queue')).toBeTruthy();
    expect((await screen.findByRole('alert')).textContent).toBe('away');
  });

  it('render again when a run ends, but not for its progress', async () => {
    const handleRender = vi.fn();
    const { session } = renderWithSession(
      <Profiler id="queue" onRender={handleRender}>
        <Queue />
      </Profiler>,
      { client: { queue: () => Promise.resolve(buildQueue(['r'])) } },
    );
    await screen.findByText('r running');
    const show = (change: Partial<RunProgress>) => act(() => session.live.setState({ runs: { [toPromptId('r')]: buildRun('r', change) } }));
    show({});
    handleRender.mockClear();
    for (let value = 1; value < 5; value += 1) {
      show({ nodes: { [toNodeId('2')]: { state: 'running', value, max: 9, output: null, text: null, startedAtMs: null, tookMs: null } } });
    }
    expect(handleRender).not.toHaveBeenCalled();
    show({ state: 'done' });
    expect(items('Queue')).toEqual([]);
  });
});

describe('one job', () => {
  function Shown({ id }: { readonly id: string }) {
    const { job, isPending } = useJob(toPromptId(id));
    return <p>{isPending ? 'looking' : (job?.state ?? 'nobody knows it')}</p>;
  }

  it('is asked for by itself when no list has it', async () => {
    renderWithSession(<Shown id="old" />, { client: { historyEntry: (id) => Promise.resolve(buildHistoryEntry(id, { end: 'error' })) } });
    expect(await screen.findByText('failed')).toBeTruthy();
  });

  it('may be known to nobody', async () => {
    renderWithSession(<Shown id="gone" />);
    expect(await screen.findByText('nobody knows it')).toBeTruthy();
  });
});

describe('connection', () => {
  it('shows how old the newest word is, and what the socket says', async () => {
    function Status() {
      const { state } = useFreshness();
      const remaining = useLive((live) => live.queueRemaining);
      return <p>{`${state} ${remaining ?? 'unknown'}`}</p>;
    }
    const { sockets } = renderWithSession(<Status />, { client: { queue: () => new Promise(() => undefined) } });
    expect(screen.getByText('connecting unknown')).toBeTruthy();
    act(() => sockets.newest().accept());
    act(() => sockets.newest().receive('{"type":"status","data":{"status":{"exec_info":{"queue_remaining":3}}}}'));
    expect(await screen.findByText('live 3')).toBeTruthy();
  });
});

describe('the age of the newest word', () => {
  it('draws what shows it every second, and what only judges it when the judgement changes', async () => {
    const drawn: string[] = [];
    const Age = () => <p>{`${useFreshness().ageMs ?? 'never'} old`}</p>;
    const State = () => <p>{`is ${useFreshnessState()}`}</p>;
    const clock = createManualClock();
    const page = createTestPage({ openSocket: createFakeSockets().open });
    const { session } = createTestSession({ url: 'http://server.test/' }, { page, clock, client: createFakeClient() });
    const ui = [<Age key="age" />, <State key="state" />].map((part) => (
      <Profiler key={part.key} id={part.key ?? ''} onRender={(id) => void drawn.push(id)}>
        {part}
      </Profiler>
    ));
    renderWithSession(ui, { session });
    onTestFinished(session.dispose);
    await screen.findByText('is live');
    act(() => session.live.setState(({ connection }) => ({ connection: { ...connection, lastEvidenceAtMs: clock.monotonicMs() } })));
    drawn.length = 0;
    for (let second = 1; second <= 3; second++) act(() => clock.advance(1_000));
    expect(drawn).toEqual(['age', 'age', 'age']);
  });
});

describe('with a server', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.control.release();
    server.control.restart();
  });

  function Controls() {
    const session = useSession();
    const cancel = useCancelJob();
    const clear = useClearQueue();
    const interrupt = useInterrupt();
    const free = useFree();
    const remove = useDeleteHistory();
    const empty = useClearHistory();
    const { jobs } = useQueueJobs();
    const { jobs: past } = useHistoryJobs();
    const run = useActiveRun();
    const share = run === null ? null : selectOverallShare(run);
    return (
      <>
        <button onClick={() => void submitPrompt(session, { prompt: TINY_PROMPT })}>Run</button>
        <button onClick={() => jobs[0] && cancel.mutate(jobs[0].id)}>Cancel first</button>
        <button onClick={() => clear.mutate()}>Clear waiting</button>
        <button onClick={() => interrupt.mutate()}>Interrupt</button>
        <button onClick={() => free.mutate({ freeMemory: true })}>Free</button>
        <button onClick={() => past[0] && remove.mutate([past[0].id])}>Remove newest</button>
        <button onClick={() => empty.mutate()}>Remove all</button>
        <p>{`cancel ${cancel.data?.kind ?? cancel.status}, interrupt ${interrupt.status}, free ${free.status}`}</p>
        <p>{run === null ? 'nothing runs' : `runs, share ${share ?? 'unknown'}`}</p>
        <p>{`queue: ${jobs.map((job) => job.state).join(' ') || 'empty'}`}</p>
        <p>{`history: ${past.map((job) => job.state).join(' ') || 'empty'}`}</p>
      </>
    );
  }

  it('runs, cancels, clears and deletes', async () => {
    const { user } = renderWithSession(<Controls />, { server });
    const click = (name: string) => user.click(screen.getByRole('button', { name }));
    await screen.findByText('history: empty');
    server.control.hold();
    await click('Run');
    await screen.findByText('queue: running');
    await screen.findByText('runs, share 0');
    await click('Run');
    await screen.findByText('queue: running queued');
    await click('Clear waiting');
    await screen.findByText('queue: running');
    await click('Cancel first');
    await screen.findByText('cancel cancelled, interrupt idle, free idle');
    await screen.findByText('nothing runs');
    await screen.findByText('history: cancelled cancelled');
    server.control.release();
    await click('Run');
    await screen.findByText('history: done cancelled cancelled');
    await click('Remove newest');
    await screen.findByText('history: cancelled cancelled');
    await click('Remove all');
    await screen.findByText('history: empty');
    await click('Interrupt');
    await click('Free');
    await screen.findByText('cancel cancelled, interrupt success, free success');
  });

  it('uploads and reads the lists of the named classes again', async () => {
    function Upload() {
      const { client } = useSession();
      const upload = useUploadImage();
      const file = new File([new Uint8Array([1, 2, 3])], 'new.bin');
      return (
        <>
          <button onClick={() => upload.mutate({ file, refreshClasses: ['LoadImage'] })}>Upload</button>
          {upload.data && <p>{client.viewUrl(upload.data)}</p>}
        </>
      );
    }
    const { user } = renderWithSession(<Upload />, { server });
    server.control.clearRequests();
    await user.click(screen.getByRole('button', { name: 'Upload' }));
    expect((await screen.findByText(/view\?/)).textContent).toContain('filename=new.bin');
    await expect.poll(() => server.control.requests().map((request) => request.path)).toContain('/api/object_info/LoadImage');
  });
});
