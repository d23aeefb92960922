/** Takes out of a body what may be a credential, before anything of it is kept or mirrored. Pure. */
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';

/** Whole words of a name, so that `max_tokens` and `keyframe` are none. */
const SECRET_WORDS: ReadonlySet<string> = new Set(
  'key keys apikey token secret secrets password passwd passphrase pwd credential credentials auth authorization bearer cookie'.split(' '),
);

/** Forms that tokens of well-known services have, wherever they stand; and the sign-in part of an address. */
const SECRET_FORMS = [
  /\bsk-[\w-]{16,}/g,
  /\b(?:hf|r8|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xai|pk|rk)[_-]\w{16,}/g,
  /\bcomfyui-[0-9a-f]{24,}/g,
  /\bxox[abprs]-[\w-]{10,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bBearer\s+\S{8,}/gi,
  /(?<=:\/\/)[^\s/@]+:[^\s/@]+(?=@)/g,
];

/** A shorter secret is replaced only where it is the whole text: inside others it would be any word. */
const MIN_LENGTH_INSIDE_TEXT = 8;

/** Members of `extra_data` that tell who the sender is: knowing a client id is enough to silence its owner. */
const IDENTITY_NAMES: ReadonlySet<string> = new Set(['client_id']);

/** True for names like `api_key_comfy_org`, `authToken`, `Password`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => SECRET_WORDS.has(word));
}

/**
 * Blanks every text that stands under a secret name, every text of a known token's form, and every copy of the former (a workflow
 * repeats the values of its prompt without names).
 * @returns `isBlanked` tells whether anything was. The same reference when nothing was.
 */
export function blankSecrets<T extends JsonValue>(value: T): { readonly value: T; readonly isBlanked: boolean } {
  const found = new Set<string>();
  collect(value, found);
  const blank = (text: string): string => blankText(text, found);
  const blanked = mapTexts(value, blank) as T;
  return { value: blanked, isBlanked: blanked !== value };
}

/** `extra_data` without sign-ins and ids, the rest as `blankSecrets` leaves it. */
export function cleanExtraData(extraData: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(extraData).filter(([name]) => !isSecretName(name) && !IDENTITY_NAMES.has(name)));
}

/** The texts that `extra_data` signs in with, so that their copies elsewhere can be blanked too. */
function collect(value: JsonValue, found: Set<string>): void {
  if (isJsonArray(value)) for (const item of value) collect(item, found);
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const text = readText(member);
    if (text === null || !isSecretName(name)) collect(member, found);
    else if (text !== '') found.add(text);
  }
}

/** A text, or the list of one that the inputs of a failed node come as. */
function readText(value: JsonValue): string | null {
  const only = isJsonArray(value) && value.length === 1 ? value[0] : value;
  return typeof only === 'string' ? only : null;
}

function blankText(text: string, found: ReadonlySet<string>): string {
  if (text === '' || found.has(text)) return '';
  let rest = text;
  for (const secret of found) if (secret.length >= MIN_LENGTH_INSIDE_TEXT) rest = rest.replaceAll(secret, '');
  for (const form of SECRET_FORMS) rest = rest.replace(form, '');
  return rest;
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (isJsonArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] => [name, mapTexts(member, change)]);
  return members.every(([name, member]) => member === value[name]) ? value : Object.fromEntries(members);
}
