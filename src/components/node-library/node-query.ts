import { typesFit } from '@/graph/validate/types-fit';
import type { NodeEntry } from './node-entries';

/** The end of a wire that was dropped on empty canvas: only node types with a counterpart are wanted. */
export interface WantedSocket {
  readonly side: 'input' | 'output';
  readonly type: string;
}

/** What was typed, taken apart: `blur out:IMAGE pack:"My Pack"`. */
export interface NodeQuery {
  /** Words to be found, without the filters. */
  readonly words: string;
  readonly filters: readonly NodeFilter[];
}

/** One `field:value`. */
export interface NodeFilter {
  readonly field: 'in' | 'out' | 'pack' | 'cat';
  /** Lower case. */
  readonly value: string;
}

const FILTER = /(?<=^|\s)(in|out|pack|cat):(?:"([^"]*)"?|(\S*))/gi;

/** Takes a query apart. A filter without a value yet filters nothing. */
export function parseNodeQuery(text: string): NodeQuery {
  const filters: NodeFilter[] = [];
  const words = text.replace(FILTER, (_match, field: string, quoted: string | undefined, plain: string | undefined) => {
    const value = (quoted ?? plain ?? '').trim().toLowerCase();
    if (value !== '') filters.push({ field: field.toLowerCase() as NodeFilter['field'], value });
    return ' ';
  });
  return { words: words.replace(/\s+/g, ' ').trim(), filters };
}

/** The socket types of a node type, each once. */
export interface EntryTypes {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Reads the socket types of an entry, which costs more than to keep them. */
export function typesOf({ inputs, outputs }: NodeEntry): EntryTypes {
  return { inputs: distinct(inputs), outputs: distinct(outputs) };
}

function distinct(sockets: NodeEntry['inputs']): readonly string[] {
  return [...new Set(sockets.map(({ type }) => type))];
}

/** Whether a type passes a filter: sockets by the beginning of their type, packs and categories by any part of their name. */
export function passes(entry: Pick<NodeEntry, 'pack' | 'category'>, types: EntryTypes, { field, value }: NodeFilter): boolean {
  switch (field) {
    case 'in':
      return types.inputs.some((type) => hasType(type, value));
    case 'out':
      return types.outputs.some((type) => hasType(type, value));
    case 'pack':
      return entry.pack.toLowerCase().includes(value);
    case 'cat':
      return entry.category.toLowerCase().includes(value);
  }
}

/** Makes the test whether a type has a socket for the other end of a wire; thousands of types share a few hundred socket types. */
export function createFit({ side, type: wanted }: WantedSocket): (types: EntryTypes) => boolean {
  const answers = new Map<string, boolean>();
  const isFit = (type: string): boolean => {
    const known = answers.get(type);
    if (known !== undefined) return known;
    const answer = side === 'output' ? typesFit(wanted, type) : typesFit(type, wanted);
    answers.set(type, answer);
    return answer;
  };
  return side === 'output' ? ({ inputs }) => inputs.some(isFit) : ({ outputs }) => outputs.some(isFit);
}

function hasType(type: string, value: string): boolean {
  const lower = type.toLowerCase();
  return lower.startsWith(value) || (lower.includes(',') && lower.split(',').some((one) => one.trim().startsWith(value)));
}
