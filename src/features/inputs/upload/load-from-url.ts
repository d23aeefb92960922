import { URL_LOAD_LIMIT_MS, URL_LOAD_LOOK_MS } from '@/config/limits';
import type { InputSpec, NodeType, NodeTypes } from '@/graph/node-types/node-type';
import type { JsonValue } from '@/lib/json';
import { toJobOutputs } from '@/jobs/outputs';
import type { FileRef } from '@/protocol/files';
import type { PromptId } from '@/protocol/ids';
import { uploadFile } from '@/session/mutations/files';
import type { Session } from '@/session/session';
import { submitPrompt } from '@/session/submit-prompt';

/** A node of the server that loads a picture from a web address. */
export interface UrlLoader {
  readonly nodeType: NodeType;
  /** The input that takes the address. */
  readonly input: string;
  /** What its other inputs are given. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** That of the pack ComfyUI-load-image-from-url; of several nodes that could it is meant. */
const USUAL = 'LoadImageFromUrlOrPath';

/**
 * The server's node for pictures from an address: one that gives an IMAGE, takes a text named for an address, and needs nothing else that
 * has no value of its own. Null when there is none.
 */
export function findUrlLoader(nodeTypes: NodeTypes): UrlLoader | null {
  const usual = nodeTypes.get(USUAL);
  for (const nodeType of [...(usual === undefined ? [] : [usual]), ...nodeTypes.all()]) {
    const loader = toUrlLoader(nodeType);
    if (loader !== null) return loader;
  }
  return null;
}

function toUrlLoader(nodeType: NodeType): UrlLoader | null {
  if (!/url/i.test(`${nodeType.name} ${nodeType.displayName}`) || nodeType.outputs[0]?.type !== 'IMAGE' || nodeType.isDeprecated)
    return null;
  const required = nodeType.inputs.filter(({ isRequired }) => isRequired);
  const address = required.find(({ name, widget }) => widget.kind === 'string' && /url/i.test(name));
  if (address === undefined || required.some((input) => input !== address && ownValue(input) === undefined)) return null;
  const values = required.flatMap((input) => (input === address ? [] : [[input.name, ownValue(input) ?? null] as const]));
  return { nodeType, input: address.name, values: Object.fromEntries(values) };
}

function ownValue({ widget }: InputSpec): JsonValue | undefined {
  if (widget.kind === 'none' || widget.kind === 'unknown' || widget.kind === 'dynamic-combo') return undefined;
  if (widget.kind === 'combo') return widget.default ?? widget.options[0];
  return widget.default;
}

/** `slow`: it was not there in time; its job goes on. `held`: the queue of this browser is paused. */
export type UrlOutcome = { readonly kind: 'loaded'; readonly file: FileRef } | { readonly kind: 'refused' | 'failed' | 'held' | 'slow' };

export interface UrlLoad {
  readonly url: string;
  /** Below the input folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Lets the server load a picture, as a job of two nodes, and copies what came out into its input folder under the address's own name. The
 * page itself fetches nothing from elsewhere.
 * @throws ApiError
 */
export async function loadFromUrl(session: Session, loader: UrlLoader, { url, folder, signal }: UrlLoad): Promise<UrlOutcome> {
  const { client } = session;
  const result = await submitPrompt(session, {
    prompt: {
      '1': { class_type: loader.nodeType.name, inputs: { ...loader.values, [loader.input]: url } },
      '2': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
    },
    // Not the address itself, which may hold a key.
    name: toFileName(url),
  });
  if (result.kind === 'rejected') return { kind: 'refused' };
  if (result.kind === 'accepted' && result.isHeld === true) return { kind: 'held' };
  const made = await waitForPicture(session, result.promptId, signal);
  if (made === 'failed' || made === 'slow') return { kind: made };
  const bytes = await client.readFile(made, { signal, cacheKey: result.promptId });
  const file = await uploadFile(session, {
    file: new File([bytes], toFileName(url), { type: 'image/png' }),
    target: { type: 'input', ...(folder === '' ? {} : { subfolder: folder }) },
    signal,
    refreshClasses: folder === '' ? ['LoadImage'] : [],
  });
  return { kind: 'loaded', file };
}

async function waitForPicture({ client, clock }: Session, id: PromptId, signal: AbortSignal): Promise<FileRef | 'failed' | 'slow'> {
  const untilMs = clock.monotonicMs() + URL_LOAD_LIMIT_MS;
  while (clock.monotonicMs() < untilMs) {
    signal.throwIfAborted();
    const entry = await client.historyEntry(id, { signal });
    if (entry !== null) return toJobOutputs(entry.outputs).find(({ file }) => file !== null)?.file ?? 'failed';
    await new Promise<void>((resolve) => clock.after(URL_LOAD_LOOK_MS, resolve));
  }
  return 'slow';
}

/** The last part of the address; what the server made of it is a PNG. */
export function toFileName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const stem = decode(last)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[^\p{L}\p{N} ._()-]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(0, 80);
  return `${stem === '' ? 'picture' : stem}.png`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
