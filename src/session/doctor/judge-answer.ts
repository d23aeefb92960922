import type { ProbeAnswer } from '@/api/probe';
import { parseServerJson } from '@/protocol/json-text';
import type { RowTrouble } from './examination';

/** What is wrong with an answer; null when it is one of the server's own that fits. */
export function judgeAnswer(
  answer: ProbeAnswer,
  expected: { readonly statuses?: readonly number[]; readonly isJson?: boolean } = {},
): RowTrouble | null {
  const { statuses = [200], isJson = true } = expected;
  const { status, failure } = answer;
  if (failure !== null) return failure === 'timeout' ? 'timeout' : 'unreachable';
  // Proxies say in pages what they cannot do.
  if (isPage(answer.headers)) return status < 400 ? 'page' : judgeStatus(status);
  if (statuses.includes(status)) return !isJson || isReadable(answer) ? null : 'unreadable';
  return judgeStatus(status);
}

function judgeStatus(status: number): RowTrouble {
  if (status === 401 || status === 407) return 'sign-in';
  if (status === 403) return 'refused';
  if (status === 404 || status === 405 || status === 501) return 'missing';
  if (status === 413) return 'too-large';
  if (status >= 502 && status <= 504) return 'gateway';
  return status >= 500 ? 'failed' : 'wrong';
}

/** Whether a route takes a method, told by the answer to `PUT`, which no route takes: nothing is done on the server. */
export function judgePresence(answer: ProbeAnswer, method: string): RowTrouble | null {
  if (answer.status !== 405) return judgeAnswer(answer, { statuses: [] });
  const allowed = (answer.headers.get('Allow') ?? '').split(',').map((name) => name.trim());
  return allowed.includes(method) ? null : 'missing';
}

/** The text of an answer. */
export function textOf({ body }: ProbeAnswer): string {
  return new TextDecoder().decode(body);
}

function isReadable(answer: ProbeAnswer): boolean {
  const text = textOf(answer);
  // Posts that succeed are answered with nothing.
  if (text === '') return !(answer.headers.get('Content-Type') ?? '').includes('json');
  try {
    // The exact reader is four times slower; it is needed for what only Python writes.
    JSON.parse(text);
    return true;
  } catch {
    return isExactJson(text);
  }
}

function isExactJson(text: string): boolean {
  try {
    parseServerJson(text);
    return true;
  } catch {
    return false;
  }
}

function isPage(headers: Headers): boolean {
  return (headers.get('Content-Type') ?? '').startsWith('text/html') && !headers.has('Content-Disposition');
}
