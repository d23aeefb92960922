/** What A1111 and its kin write about a picture: two texts, and settings by their lower-case name. */
export interface GenerationParameters {
  readonly positive: string;
  readonly negative: string;
  readonly settings: ReadonlyMap<string, string>;
}

/** Real ones have some kB. */
const MAX_LENGTH = 500_000;
const MAX_SETTINGS = 500;
const NEGATIVE = 'Negative prompt:';

/**
 * Reads the settings text of A1111: the prompt, `Negative prompt: …`, and `Steps: 20, Sampler: Euler a, …` as the last part; values with
 * commas in double quotes. The first of several values of one name counts. Null when there is no such last part.
 * Source: AUTOMATIC1111 stable-diffusion-webui `modules/processing.py` create_infotext.
 */
export function readParameters(text: string): GenerationParameters | null {
  if (text.length > MAX_LENGTH) return null;
  const lines = text.replaceAll('\r\n', '\n');
  const start = Math.max(lines.lastIndexOf('\nSteps: '), lines.startsWith('Steps: ') ? 0 : -1);
  if (start < 0) return null;
  const settings = readSettings(lines.slice(start).trimStart());
  if (!/^\d+$/.test(settings.get('steps') ?? '')) return null;
  const texts = lines.slice(0, start);
  const negativeAt = texts.startsWith(NEGATIVE) ? 0 : texts.indexOf(`\n${NEGATIVE}`);
  const positive = negativeAt < 0 ? texts : texts.slice(0, negativeAt);
  const negative = negativeAt < 0 ? '' : texts.slice(texts.indexOf(':', negativeAt) + 1);
  return { positive: positive.trim(), negative: negative.trim(), settings };
}

/** `Name: value` up to a comma or the line's end. A name begins with a letter; the bounds keep the search linear. */
function readSettings(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const match of text.matchAll(/([A-Za-z][\w /-]{0,60}): ?("(?:\\.|[^"\\])*"|[^,\n]*)(?:,\s*|\n|$)/g)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!settings.has(name)) settings.set(name, unquote((match[2] ?? '').trim()));
    if (settings.size >= MAX_SETTINGS) break;
  }
  return settings;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}
