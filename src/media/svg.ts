import { ProtocolError } from '@/lib/errors';
import { latin1 } from './bytes';
import type { NamedText } from './named-text';
import { decodeTextFile } from './sniff';

/** Drawing programs write one; a file with more than these is not worth reading to its end. */
const MAX_ELEMENTS = 20;
/** The end tag is looked for in so much of the end. */
const TAIL_LENGTH = 2_000;
const END_TAG = '</metadata';
const CDATA_START = '<![CDATA[';
const CDATA_END = ']]>';

/**
 * Reads the JSON texts in the `<metadata>` elements of an SVG, in CDATA sections or escaped; they have no names. Nothing is rendered or
 * resolved, the text is only searched.
 * Source: ComfyUI `comfy_extras/nodes_images.py` SaveSVGNode.
 * @throws ProtocolError `svg-encoding`, `svg-truncated` (no end tag, and nothing found), `svg-broken` (metadata without an end).
 */
export function readSvgTexts(bytes: Uint8Array): readonly NamedText[] {
  const svg = decode(bytes);
  const isWhole = /<\/svg|<svg[^>]*\/>\s*$/.test(svg.slice(-TAIL_LENGTH));
  const texts: NamedText[] = [];
  for (let at = 0; texts.length < MAX_ELEMENTS;) {
    const start = svg.indexOf('<metadata', at);
    if (start < 0) break;
    const element = readElement(svg, start);
    if (element === null) throw new ProtocolError(isWhole ? 'svg-broken' : 'svg-truncated', 'metadata has no end');
    texts.push({ keyword: '', text: element.text });
    at = element.end;
  }
  if (!isWhole && texts.length === 0) throw new ProtocolError('svg-truncated', 'SVG has no end tag');
  return texts;
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeTextFile(bytes);
  } catch (error) {
    const hasEnd = latin1(bytes.subarray(-TAIL_LENGTH)).includes('</svg');
    throw new ProtocolError(hasEnd ? 'svg-encoding' : 'svg-truncated', 'SVG is not text', { cause: error });
  }
}

/** Text of one element: CDATA sections as they are (several where the text itself holds `]]>`), the rest with its escapes undone. */
function readElement(svg: string, start: number): { readonly text: string; readonly end: number } | null {
  let at = svg.indexOf('>', start) + 1;
  if (at === 0) return null;
  if (svg[at - 2] === '/') return { text: '', end: at };
  const parts: string[] = [];
  let close = svg.indexOf(END_TAG, at);
  for (;;) {
    // Searched again only once it is passed: one search for each section would take forever in a long file.
    if (close >= 0 && close < at) close = svg.indexOf(END_TAG, at);
    const section = svg.indexOf(CDATA_START, at);
    if (section < 0 || (close >= 0 && close < section)) {
      if (close < 0) return null;
      parts.push(unescape(svg.slice(at, close)));
      return { text: parts.join('').trim(), end: close };
    }
    const end = svg.indexOf(CDATA_END, section);
    if (end < 0) return null;
    parts.push(unescape(svg.slice(at, section)), svg.slice(section + CDATA_START.length, end));
    at = end + CDATA_END.length;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

function unescape(text: string): string {
  return text.replace(/&(quot|apos|lt|gt|amp|#\d{1,7}|#x[\da-fA-F]{1,6});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
