import { OBJECT_INFO_SLICE_CHARS, READ_BUDGET_MS } from '@/config/limits';
import type { Clock } from '@/lib/clock';
import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonObject, JsonValue } from '@/lib/json';
import { nextTask } from '@/lib/next-task';
import { parseNativeFirst } from '@/protocol/json-text';
import { parseObjectInfo, type ObjectInfo } from '@/protocol/object-info';

/** Where one definition ends and the next begins. Servers write `input` first: ComfyUI `server.py` node_info. */
const BETWEEN = /\}\s*,(?=\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*"input"\s*:)/g;
/** Ends tried for one slice before the text counts as one that cannot be cut. */
const MAX_TRIES = 3;

/**
 * Reads the text of an answer of `/object_info`. Texts of tens of megabytes are read slice by slice, with room for a frame after every
 * `READ_BUDGET_MS`; those that cannot be cut are read in one go, with the same result.
 * @throws JsonError, ProtocolError when it is none.
 */
export async function readObjectInfo(text: string, clock: Clock): Promise<ObjectInfo> {
  const sliced = text.length > 2 * OBJECT_INFO_SLICE_CHARS ? await readInSlices(text, clock) : null;
  return sliced ?? parseObjectInfo(parseNativeFirst(text));
}

async function readInSlices(text: string, clock: Clock): Promise<ObjectInfo | null> {
  const nodes = new Map<string, JsonObject>();
  const diagnostics: Diagnostic[] = [];
  const end = text.lastIndexOf('}');
  let at = text.indexOf('{') + 1;
  let pausedAtMs = clock.monotonicMs();
  while (at < end) {
    const slice = readSlice(text, at, end);
    if (slice === null) return null;
    const part = parseObjectInfo(slice.json);
    for (const [className, definition] of part.nodes) nodes.set(className, definition);
    diagnostics.push(...part.diagnostics);
    at = slice.next;
    if (clock.monotonicMs() - pausedAtMs < READ_BUDGET_MS) continue;
    await nextTask();
    pausedAtMs = clock.monotonicMs();
  }
  // What stands around the object makes the text a broken one, which the whole reading words.
  return text.slice(0, text.indexOf('{')).trim() === '' && text.slice(end + 1).trim() === '' ? { nodes, diagnostics } : null;
}

/**
 * The definitions from `at` to an end some way on. A candidate inside a definition or a text leaves brackets or quotes open, so only
 * true ends can be parsed; null when none of the next few can.
 */
function readSlice(text: string, at: number, end: number): { readonly json: JsonValue; readonly next: number } | null {
  BETWEEN.lastIndex = at + OBJECT_INFO_SLICE_CHARS;
  for (let tried = 0; tried < MAX_TRIES; tried++) {
    const match = BETWEEN.lastIndex < end ? BETWEEN.exec(text) : null;
    const stop = match === null ? end : match.index + 1;
    const json = tryParse(`{${text.slice(at, stop)}}`);
    if (json !== null) return { json, next: match === null ? end : match.index + match[0].length };
    if (match === null) return null;
  }
  return null;
}

function tryParse(text: string): JsonValue | null {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
