import { readClipTexts } from './clip-texts';
import { readExifTexts } from './exif-texts';
import { readGlbTexts } from './glb';
import type { NamedText } from './named-text';
import { hasPngExif, readPngText } from './png';
import { readSafetensorsTexts } from './safetensors';
import { sniffFileKind, type FileKind } from './sniff';
import { readSvgTexts } from './svg';
import { readWebpText } from './webp';

/** Texts ComfyUI and other tools leave in a file; JSON as text, unparsed. */
export interface EmbeddedTexts {
  readonly workflow?: string;
  readonly prompt?: string;
  /** The settings of another program, as lines (A1111). */
  readonly parameters?: string;
  /** Texts under no name or another one that may be JSON: what they are is seen by their content. In file order, each once. */
  readonly others?: readonly string[];
}

/** File kinds whose texts can be read here. */
export function hasReadableTexts(kind: FileKind): boolean {
  return kind !== 'text' && kind !== 'binary' && kind !== 'gif';
}

/**
 * Reads the embedded texts of a file whose kind `hasReadableTexts`; others give none. Names are matched without case; of texts of one name
 * the first counts. Pure; nothing of `bytes` is kept. Libraries for some kinds are loaded on first use.
 * @throws ProtocolError from the container's reader when the file is broken.
 */
export async function readEmbedded(bytes: Uint8Array, kind: FileKind = sniffFileKind(bytes)): Promise<EmbeddedTexts> {
  return pick(await readTexts(bytes, kind));
}

async function readTexts(bytes: Uint8Array, kind: FileKind): Promise<readonly NamedText[]> {
  switch (kind) {
    case 'png': {
      const texts = await readPngText(bytes);
      return hasKnown(texts) || !hasPngExif(bytes) ? texts : [...texts, ...(await readExifTexts(bytes))];
    }
    case 'webp': {
      const texts = readWebpText(bytes);
      return hasKnown(texts) ? texts : readExifTexts(bytes);
    }
    case 'jpeg':
    case 'avif':
      return readExifTexts(bytes);
    case 'mp4':
    case 'matroska':
    case 'flac':
    case 'ogg':
    case 'mp3':
      return readClipTexts(bytes, kind);
    case 'glb':
      return readGlbTexts(bytes);
    case 'svg':
      return readSvgTexts(bytes);
    case 'safetensors':
      return readSafetensorsTexts(bytes);
    case 'gif':
    case 'text':
    case 'binary':
      return [];
  }
}

const KNOWN = ['workflow', 'prompt', 'parameters'] as const;

function hasKnown(texts: readonly NamedText[]): boolean {
  return KNOWN.some((keyword) => find(texts, keyword) !== undefined);
}

function find(texts: readonly NamedText[], keyword: (typeof KNOWN)[number]): string | undefined {
  return texts.find((text) => text.keyword.toLowerCase() === keyword)?.text;
}

/** More than a file of any tool has; each is parsed. */
const MAX_OTHERS = 16;

function pick(texts: readonly NamedText[]): EmbeddedTexts {
  const named = Object.fromEntries(
    KNOWN.flatMap((keyword) => {
      const text = find(texts, keyword);
      return text === undefined ? [] : [[keyword, text]];
    }),
  );
  const rest = texts.filter(({ keyword }) => !KNOWN.some((known) => known === keyword.toLowerCase()));
  const others = [...new Set(rest.map(({ text }) => text).filter((text) => /^[\s\0]*["{]/.test(text)))].slice(0, MAX_OTHERS);
  const settings = rest.find(({ text }) => /\bSteps: ?\d/.test(text) && !others.includes(text));
  return {
    ...(settings === undefined ? {} : { parameters: settings.text }),
    ...named,
    ...(others.length === 0 ? {} : { others }),
  };
}
