/** A source of random 32-bit words; tests inject a seeded one. */
export type RandomSource = (words: Uint32Array<ArrayBuffer>) => void;

/** The platform's generator; present on plain http too (`crypto.randomUUID` is not). */
export const systemRandom: RandomSource = (words) => {
  crypto.getRandomValues(words);
};

/** 128 random bits as 32 hex digits. */
export function createHexId(random: RandomSource = systemRandom): string {
  const words = new Uint32Array(4);
  random(words);
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** A canonical lower-case version-4 UUID, the form ComfyUI demands of a `prompt_id`. */
export function createUuid(random: RandomSource = systemRandom): string {
  const hex = createHexId(random);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** An honest source misses the even part of the range this often once in 2^64 times. */
const MAX_DRAWS = 64;

/** A whole number in [0, `below`), even over the whole range; `below` up to 2^64. Ends with any source, also one that repeats itself. */
export function randomBigInt(below: bigint, random: RandomSource = systemRandom): bigint {
  const limit = 2n ** 64n - (2n ** 64n % below);
  const words = new Uint32Array(2);
  for (let draws = 1; ; draws += 1) {
    random(words);
    const value = (BigInt(words[0] ?? 0) << 32n) | BigInt(words[1] ?? 0);
    if (value < limit || draws === MAX_DRAWS) return value % below;
  }
}
