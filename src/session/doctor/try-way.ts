import type { ProbeAnswer } from '@/api/probe';
import type { DoctorParts, Notes, RowTrouble } from './examination';
import { judgeAnswer } from './judge-answer';

/** What proxies refuse by default (nginx takes 1 MB), and less than any server of ComfyUI does. */
const BIG_BODY_BYTES = 3 * 1024 * 1024;
const BIG_TIMEOUT_MS = 60_000;
const ASK_TIMEOUT_MS = 8_000;
const SPEED_ASKS = 5;
/** A click that takes longer is felt as an interruption. */
const SLOW_MS = 1_000;
const UNSTEADY_MS = 500;
const NARROW_BYTES_PER_SECOND = 250_000;
/** Less says nothing of how wide the way is. */
const WORTH_MEASURING_BYTES = 100_000;
/** Below this compression is no matter. */
const WORTH_COMPRESSING_BYTES = 200_000;

/** How the way to the server is: asked first, because all else depends on it. @returns the last answer. */
export async function trySpeed(parts: DoctorParts, notes: Notes): Promise<ProbeAnswer> {
  const stats = await parts.client.probe({ path: '/system_stats', timeoutMs: ASK_TIMEOUT_MS });
  note(notes, 'GET /system_stats', stats, judgeAnswer(stats));
  if (stats.failure !== null) return stats;
  const times: number[] = [];
  let last = stats;
  while (times.length < SPEED_ASKS && last.failure === null) {
    last = await parts.client.probe({ path: '/prompt', timeoutMs: ASK_TIMEOUT_MS });
    times.push(last.elapsedMs);
  }
  note(notes, 'GET /prompt', last, judgeAnswer(last));
  const sorted = times.toSorted((a, b) => a - b);
  const medianMs = sorted[sorted.length >> 1] ?? 0;
  const troubles: RowTrouble[] = medianMs >= SLOW_MS ? ['slow'] : [];
  if ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0) >= UNSTEADY_MS) troubles.push('unsteady');
  notes.add('way: speed', { troubles, elapsedMs: medianMs });
  return stats;
}

/** What only the way decides: compression, width, other origins, the page's own rights. */
export function judgeWay(
  parts: DoctorParts,
  notes: Notes,
  { stats, nodes }: { readonly stats: ProbeAnswer; readonly nodes: ProbeAnswer },
): void {
  judgeNodes(parts, notes, nodes);
  const allowed = stats.headers.get('Access-Control-Allow-Origin');
  notes.add('way: other origins', { status: stats.status, troubles: allowed === '*' ? ['open-to-all'] : [] });
  const { isSecureContext } = parts.place;
  notes.add(
    'way: secure context',
    isSecureContext === null ? { untried: 'not-here' } : { troubles: isSecureContext ? [] : ['not-secure'] },
  );
}

/** Last of all: a way that refuses a large body breaks the connection, and what else goes over it. */
export async function tryBigBody({ client }: DoctorParts, notes: Notes): Promise<void> {
  // Deletes nothing; keys the server does not know are not looked at.
  const json = { delete: [], filling: 'x'.repeat(BIG_BODY_BYTES) };
  const answer = await client.probe({ method: 'POST', path: '/queue', json, timeoutMs: BIG_TIMEOUT_MS });
  const isSmallRefused = notes.of('POST /queue delete')?.state !== 'ok';
  if (isSmallRefused && answer.status !== 413) return notes.add('way: large bodies', { untried: 'needs-other', status: answer.status });
  // A proxy that stops reading in the middle breaks the connection before its 413 can be read.
  const trouble = answer.failure === 'network' ? 'too-large' : judgeAnswer(answer);
  note(notes, 'way: large bodies', answer, trouble);
}

function judgeNodes({ client }: DoctorParts, notes: Notes, answer: ProbeAnswer): void {
  const size = answer.body.length;
  if (answer.status !== 200) return notes.add('way: compression', { untried: 'needs-other', status: answer.status });
  const speed = notes.of('way: speed');
  const spentMs = answer.elapsedMs - (speed?.elapsedMs ?? 0);
  const isNarrow = size > WORTH_MEASURING_BYTES && spentMs > SLOW_MS && size / (spentMs / 1_000) < NARROW_BYTES_PER_SECOND;
  if (isNarrow && speed !== undefined) notes.add('way: speed', { ...speed, state: 'trouble', troubles: [...speed.troubles, 'narrow'] });
  const facts = { status: answer.status, elapsedMs: answer.elapsedMs, sizeBytes: size };
  if (isLocal(client.base.http)) notes.add('way: compression', { ...facts, untried: 'local' });
  else if (size < WORTH_COMPRESSING_BYTES) notes.add('way: compression', { ...facts, untried: 'small' });
  else notes.add('way: compression', { ...facts, troubles: answer.headers.has('Content-Encoding') ? [] : ['uncompressed'] });
}

function isLocal(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

function note(notes: Notes, id: Parameters<Notes['add']>[0], answer: ProbeAnswer, trouble: RowTrouble | null): void {
  const { status, elapsedMs, body } = answer;
  notes.add(id, { status, elapsedMs, sizeBytes: body.length, troubles: trouble === null ? [] : [trouble] });
}
