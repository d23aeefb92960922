import type { SocketLike } from '@/live/connection';

/** One socket whose server is the test. */
export interface FakeSocket {
  readonly url: string;
  /** Texts the client sent. */
  readonly sent: readonly string[];
  readonly state: () => 'connecting' | 'open' | 'closing' | 'closed';
  readonly accept: () => void;
  readonly receive: (data: unknown) => void;
  /** The close event, whoever caused it. */
  readonly drop: () => void;
}

export interface FakeSockets {
  readonly open: (url: string) => SocketLike;
  /** In order of opening. */
  readonly all: readonly FakeSocket[];
  readonly newest: () => FakeSocket;
}

/** Sockets that stay connecting until accepted, and closing until dropped (`hangs`) or close at once. */
export function createFakeSockets({ hangs = false } = {}): FakeSockets {
  const all: FakeSocket[] = [];
  return {
    all,
    newest: () => {
      const socket = all.at(-1);
      if (socket === undefined) throw new Error('no socket was opened yet');
      return socket;
    },
    open: (url) => {
      const [fake, like] = createFakeSocket(url, hangs);
      all.push(fake);
      return like;
    },
  };
}

function createFakeSocket(url: string, hangs: boolean): [FakeSocket, SocketLike] {
  const sent: string[] = [];
  let state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting';
  const drop = (): void => {
    state = 'closed';
    like.onclose?.();
  };
  const like: SocketLike = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    send: (text) => void sent.push(text),
    close: () => {
      state = 'closing';
      if (!hangs) drop();
    },
  };
  const fake: FakeSocket = {
    url,
    sent,
    state: () => state,
    accept: () => {
      state = 'open';
      like.onopen?.();
    },
    receive: (data) => like.onmessage?.({ data }),
    drop,
  };
  return [fake, like];
}
