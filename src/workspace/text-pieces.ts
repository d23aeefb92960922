import { stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';

/** Members that hold most of a workflow: they are written entry by entry, everything else in one go. */
const LARGE_MEMBERS: ReadonlySet<string> = new Set(['nodes', 'links', 'groups', 'definitions', 'subgraphs', 'extra']);

/**
 * The text `stringifyExactJson` writes for a workflow, in pieces that are each made in well under a frame, so that a caller can let the
 * page live between them. Joined they are that text. A single node that fills megabytes is one piece.
 */
export function* toTextPieces(workflow: JsonObject): Generator<string, void> {
  let separator = '{';
  for (const [key, value] of Object.entries<JsonValue | undefined>(workflow)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    if (!LARGE_MEMBERS.has(key)) yield stringifyExactJson(value);
    else if (Array.isArray(value)) yield* toListPieces(value as readonly JsonValue[]);
    else if (isJsonObject(value)) yield* toTextPieces(value);
    else yield stringifyExactJson(value);
  }
  yield separator === '{' ? '{}' : '}';
}

function* toListPieces(list: readonly JsonValue[]): Generator<string, void> {
  let separator = '[';
  for (const entry of list) {
    yield separator;
    separator = ',';
    if (isJsonObject(entry) && 'nodes' in entry) yield* toTextPieces(entry);
    else yield stringifyExactJson(entry);
  }
  yield separator === '[' ? '[]' : ']';
}
