import { WebSocket } from 'ws';
import { createApiClient } from '@/api/client';
import { createOriginFetch } from '@/api/origin-fetch';
import { findApiBase } from '@/config/api-base';
import { systemClock } from '@/lib/clock';
import { systemRandom } from '@/lib/random';
import type { SocketLike } from '@/live/connection';
import { toReportText } from '@/session/doctor/report-text';
import { runDoctor } from '@/session/doctor/run-doctor';

const USAGE = `Tries every route and socket feature of a server and of the way to it.

  npm run doctor -- URL [options]

  --origin ORIGIN   asks as a page of this origin would (default: that of URL)
  --idle SECONDS    leaves the socket alone for so long and listens again (default 0: not tried)
  --no-run          makes no picture of 16 pixels to see the messages of a run
  --user ID         as this user of a --multi-user server

Exits 0 when all is well, 1 on a fault, 2 for wrong arguments.
`;

interface DoctorArguments {
  readonly url: string;
  readonly origin: string;
  readonly idleMs: number;
  readonly mayRun: boolean;
  readonly userId: string | null;
}

/** `npm run doctor -- URL`; sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await examine(argv, (text) => process.stdout.write(text));
}

/** Examines the server at an address and prints the report. @returns the exit code: 0 well, 1 a fault, 2 wrong usage. */
export async function examine(argv: readonly string[], print: (text: string) => void): Promise<number> {
  const given = readArguments(argv);
  if (given === null) {
    print(USAGE);
    return 2;
  }
  const { url, origin, idleMs, mayRun, userId } = given;
  const client = createApiClient({
    base: findApiBase(url, url),
    clock: systemClock,
    createXhr: null,
    userId: () => userId,
    fetch: createOriginFetch(origin),
  });
  const report = await runDoctor({
    client,
    openSocket: (address) => openSocket(address, origin),
    clock: systemClock,
    random: systemRandom,
    place: { origin: null, isSecureContext: null },
    idleMs,
    mayRun,
  });
  print(toReportText(report));
  return report.findings.some(({ severity }) => severity === 'fault') ? 1 : 0;
}

function readArguments(argv: readonly string[]): DoctorArguments | null {
  const [url, ...rest] = argv;
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  const options = new Map<string, string>();
  for (let index = 0; index < rest.length; index += 1) {
    const name = rest[index] ?? '';
    if (name === '--no-run') options.set(name, '');
    else if (['--origin', '--idle', '--user'].includes(name) && rest[index + 1] !== undefined) options.set(name, rest[(index += 1)] ?? '');
    else return null;
  }
  const idleSeconds = Number(options.get('--idle') ?? 0);
  if (!Number.isFinite(idleSeconds) || idleSeconds < 0) return null;
  return {
    url: url.replace(/\/+$/, ''),
    origin: options.get('--origin') ?? new URL(url).origin,
    idleMs: idleSeconds * 1_000,
    mayRun: !options.has('--no-run'),
    userId: options.get('--user') ?? null,
  };
}

function openSocket(url: string, origin: string): SocketLike {
  const socket = new WebSocket(url, { headers: { Origin: origin } });
  const like: SocketLike = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.on('open', () => like.onopen?.());
  socket.on('message', (data: Buffer, isBinary: boolean) => like.onmessage?.({ data: isBinary ? data : data.toString('utf8') }));
  socket.on('error', () => like.onerror?.());
  socket.on('close', () => like.onclose?.());
  return like;
}
