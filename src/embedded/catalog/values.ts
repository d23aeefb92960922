import type { JsonValue } from '@/lib/json';

/** Pixels of one picture: four bytes (red, green, blue, alpha) each, row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** IMAGE: pictures of one size. With three channels alpha is 255 everywhere and means nothing. Never changed after it was made. */
export interface ImageBatch {
  readonly kind: 'image';
  readonly channels: 3 | 4;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Picture[];
}

/** One grey plane with values from 0 to 1. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** MASK: planes of one size. */
export interface MaskBatch {
  readonly kind: 'mask';
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Plane[];
}

/** LATENT: here simply pictures, at the size they will have after decoding. An item that was never sampled has no picture. */
export interface Latent {
  readonly kind: 'latent';
  readonly width: number;
  readonly height: number;
  readonly items: readonly (Picture | null)[];
  /** Where sampling may change something; absent means everywhere. */
  readonly noiseMask?: MaskBatch;
  /** Present for sound: its length. */
  readonly seconds?: number;
}

/** One prompt inside a conditioning, with everything that was attached to it. */
export interface PromptPart {
  readonly text: string;
  readonly strength: number;
  /** What else shapes the drawing: guidance, timestep ranges, style names. */
  readonly details: Readonly<Record<string, JsonValue>>;
  /** Pictures that show through: control images, references. */
  readonly hints: readonly { readonly image: ImageBatch; readonly strength: number }[];
  /** Part of the picture that this prompt is for. */
  readonly area?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly isFraction: boolean };
  readonly mask?: MaskBatch;
}

/** CONDITIONING. */
export interface Conditioning {
  readonly kind: 'conditioning';
  readonly parts: readonly PromptPart[];
}

/** A loaded model of any sort; nothing but its name and what was done to it. */
export interface Model {
  readonly kind: 'model' | 'clip' | 'vae' | 'control-net' | 'upscale-model' | 'clip-vision' | 'style-model';
  readonly name: string;
  readonly changes: readonly string[];
}

/** CLIP_VISION_OUTPUT: the picture that was looked at. */
interface Seen {
  readonly kind: 'seen';
  readonly image: ImageBatch;
}

/** NOISE; without a seed no noise is added. */
export interface Noise {
  readonly kind: 'noise';
  readonly seed: string | null;
}

/** SAMPLER. */
export interface Sampler {
  readonly kind: 'sampler';
  readonly name: string;
}

/** SIGMAS: noise levels from high to low; one step lies between each two. */
export interface Sigmas {
  readonly kind: 'sigmas';
  readonly values: readonly number[];
  /** Share of the whole noise that the first level stands for. */
  readonly denoise: number;
}

/** GUIDER. */
export interface Guider {
  readonly kind: 'guider';
  readonly model: Model;
  readonly positive: Conditioning;
  readonly negative: Conditioning | null;
  readonly cfg: number;
}

/** AUDIO: samples from −1 to 1, one array per channel, all equally long. */
export interface Sound {
  readonly kind: 'sound';
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
  /** The file it was loaded from, while nothing was changed. */
  readonly file: MediaFile | null;
}

/** Bytes of a media file; the extension is without the dot. */
interface MediaFile {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

/** VIDEO: frames to show, or a file that was loaded. */
export interface Video {
  readonly kind: 'video';
  readonly frames: ImageBatch;
  readonly framesPerSecond: number;
  readonly sound: Sound | null;
  readonly bitDepth: number;
  readonly file: MediaFile | null;
}

/** FILE_3D and MESH. */
export interface Shape {
  readonly kind: 'shape';
  readonly bytes: Uint8Array;
  /** Without the dot. */
  readonly extension: string;
}

/** Everything that travels on wires besides plain numbers, texts, booleans and lists. */
type WireValue = ImageBatch | MaskBatch | Latent | Conditioning | Model | Seen | Noise | Sampler | Sigmas | Guider | Sound | Video | Shape;

/** The kinds by name, for looking a value up by its `kind`. */
export type WireKind = WireValue['kind'];

/** The value type of a kind; all models share one. */
export type WireOf<K extends WireKind> = K extends Model['kind'] ? Model : Extract<WireValue, { kind: K }>;
