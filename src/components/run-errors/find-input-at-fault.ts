import { isJsonArray } from '@/lib/json';
import type { JsonValue } from '@/lib/json';
import type { ExecutionError } from '@/protocol/server-event';
import { explainError } from './explain-error';

/** The input a failure is about, and what it was given. */
export interface InputAtFault {
  readonly name: string;
  readonly value: JsonValue;
}

/** Shorter texts occur in messages by chance. */
const LEAST_TEXT_LENGTH = 3;

/**
 * Which input of the failing node the message is about: the one whose text it quotes, whose name it quotes, or, where something is
 * missing, the only one that was given nothing. Null when none can be told. Pure.
 */
export function findInputAtFault(error: ExecutionError): InputAtFault | null {
  const given = Object.entries(error.currentInputs).flatMap(([name, values]): InputAtFault[] => {
    const [value] = isJsonArray(values) && values.length === 1 ? values : [];
    return value === undefined ? [] : [{ name, value }];
  });
  const quoted = given.filter(({ value }) => isQuotedText(value, error.message)).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const named = given.filter(({ name }) => new RegExp(`['"\`“]${escapePattern(name)}['"\`”]`).test(error.message));
  if (quoted[0] !== undefined) return quoted[0];
  if (named.length === 1 && named[0] !== undefined) return named[0];
  const empty = given.filter(({ value }) => value === null);
  return explainError(error).kind === 'no-value' && empty.length === 1 ? (empty[0] ?? null) : null;
}

/** A file is often told without the folder it was chosen from, or with all folders above it. */
function isQuotedText(value: JsonValue, message: string): boolean {
  if (typeof value !== 'string' || value.length < LEAST_TEXT_LENGTH || value.includes('\n')) return false;
  const fileName = value.split(/[\\/]/).at(-1) ?? value;
  return /\.[a-z\d]{2,11}$/i.test(fileName)
    ? message.includes(fileName)
    : new RegExp(`['"\`“]${escapePattern(value)}['"\`”]`).test(message);
}

function lengthOf({ value }: InputAtFault): number {
  return typeof value === 'string' ? value.length : 0;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
