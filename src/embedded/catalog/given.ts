import { NodeFailure } from '../engine/node-class';
import type { WireKind, WireOf } from './values';

type RawInputs = Readonly<Record<string, unknown>>;

/**
 * Typed reading of a node's inputs. A value of the wrong kind ends the node with a `TypeError`, as Python would:
 * the server lets `*` and matching types pass without a check.
 */
export interface Given {
  readonly raw: RawInputs;
  readonly has: (name: string) => boolean;
  readonly number: (name: string) => number;
  /** A seed or other integer as decimal text, exact up to 64 bits and beyond. */
  readonly integerText: (name: string) => string;
  readonly text: (name: string) => string;
  readonly flag: (name: string) => boolean;
  readonly wire: <K extends WireKind>(name: string, ...kinds: readonly K[]) => WireOf<K>;
  readonly optionalWire: <K extends WireKind>(name: string, ...kinds: readonly K[]) => WireOf<K> | undefined;
  /** All values of an input of a class that takes whole lists. */
  readonly wires: <K extends WireKind>(name: string, ...kinds: readonly K[]) => readonly WireOf<K>[];
  /** The members of a growing input in order: `images.image0`, `images.image1`, … */
  readonly group: (name: string) => readonly { readonly name: string; readonly value: unknown }[];
  /** The same inputs for a class that takes whole lists, each reduced to its first item. */
  readonly first: () => Given;
}

/** Wraps the inputs that the engine hands to a node. */
export function readInputs(raw: RawInputs): Given {
  const wire = <K extends WireKind>(name: string, ...kinds: readonly K[]): WireOf<K> => expectWire(name, raw[name], kinds);
  return {
    raw,
    has: (name) => raw[name] !== undefined && raw[name] !== null,
    number: (name) => toNumber(name, raw[name]),
    integerText: (name) => toIntegerText(name, raw[name]),
    text: (name) => toText(name, raw[name]),
    flag: (name) => isTruthy(raw[name]),
    wire,
    optionalWire: (name, ...kinds) => (raw[name] === undefined || raw[name] === null ? undefined : expectWire(name, raw[name], kinds)),
    wires: (name, ...kinds) => toList(raw[name]).map((item) => expectWire(name, item, kinds)),
    group: (name) => groupOf(raw, `${name}.`),
    first: () => readInputs(Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, toList(value)[0]]))),
  };
}

/** True for what Python counts as true. Values that are neither empty nor zero nor none are true. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return false;
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== 0n && value !== '';
}

/** True when the value is one of those that travel on wires, of that kind. */
export function isWire<K extends WireKind>(value: unknown, kind: K): value is WireOf<K> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

function expectWire<K extends WireKind>(name: string, value: unknown, kinds: readonly K[]): WireOf<K> {
  for (const kind of kinds) if (isWire(value, kind)) return value;
  throw new NodeFailure('TypeError', `input "${name}" must be ${kinds.join(' or ')}, not ${nameOfType(value)}`);
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function toNumber(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  throw new NodeFailure('TypeError', `input "${name}" must be a number, not ${nameOfType(value)}`);
}

function toIntegerText(name: string, value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  return BigInt(Math.trunc(toNumber(name, value))).toString();
}

function toText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new NodeFailure('TypeError', `input "${name}" must be a text, not ${nameOfType(value)}`);
}

function groupOf(raw: RawInputs, prefix: string): { name: string; value: unknown }[] {
  const members = Object.entries(raw).filter(([name, value]) => name.startsWith(prefix) && value !== undefined && value !== null);
  return members.map(([name, value]) => ({ name: name.slice(prefix.length), value })).toSorted((a, b) => memberOrder(a.name, b.name));
}

function memberOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'object' && 'kind' in value) return String(value.kind);
  return Array.isArray(value) ? 'list' : typeof value;
}
