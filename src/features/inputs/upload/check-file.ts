import { sniffFileKind, type FileKind } from '@/media/sniff';

/** What is known of a file before it is sent. */
export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  /** Its first `SNIFF_BYTES`, or all of it. */
  readonly head: Uint8Array;
  /** The most the server takes; null where it does not say. */
  readonly limitBytes: number | null;
}

/** Why a file is not sent. */
export type FileRefusal = 'empty' | 'heic' | 'svg' | 'raw' | 'unsupported' | 'too-large';

/** The form around a file of a request. */
const ENVELOPE_BYTES = 1_000;

/** Brands of HEIF files with HEVC inside; the others (AVIF) are read by browsers and by the server's library. */
const HEIC_BRANDS: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];
const HEIC_NAME = /\.(heic|heif)$/i;
const RAW_NAME = /\.(cr2|cr3|nef|arw|dng|orf|raf|rw2|psd|xcf)$/i;
/** What ComfyUI's own loaders and those of common packs read, where the first bytes do not tell. */
const KNOWN_NAME =
  /\.(png|jpe?g|jfif|webp|gif|bmp|tiff?|avif|exr|hdr|mp4|m4v|mov|mkv|webm|avi|mpe?g|wav|mp3|flac|ogg|opus|m4a|aac|aiff?|glb|gltf|obj|fbx|stl|ply|splat|ksplat|spz|latent|safetensors|pt|txt|json|csv|srt|yaml|yml|md|cube)$/i;
const KNOWN_KINDS: readonly FileKind[] = [
  'png',
  'webp',
  'jpeg',
  'gif',
  'avif',
  'mp4',
  'matroska',
  'flac',
  'ogg',
  'mp3',
  'glb',
  'safetensors',
];

/** Why the file would be of no use on the server; null when it is fine. By its bytes first, by its name where those do not tell. */
export function checkFile({ name, sizeBytes, head, limitBytes }: FileFacts): FileRefusal | null {
  if (sizeBytes === 0) return 'empty';
  const kind = sniffFileKind(head);
  if (isHeic(name, head)) return 'heic';
  if (kind === 'svg') return 'svg';
  if (RAW_NAME.test(name)) return 'raw';
  if (!KNOWN_KINDS.includes(kind) && !KNOWN_NAME.test(name)) return 'unsupported';
  return limitBytes !== null && sizeBytes + ENVELOPE_BYTES > limitBytes ? 'too-large' : null;
}

function isHeic(name: string, head: Uint8Array): boolean {
  const brand = String.fromCharCode(...head.subarray(4, 12));
  if (brand.startsWith('ftyp')) return HEIC_BRANDS.includes(brand.slice(4)) || (brand === 'ftypmif1' && HEIC_NAME.test(name));
  return HEIC_NAME.test(name);
}
