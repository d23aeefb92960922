/** A hue of one's own for each name, the same in every browser, 0…359. Pure. */
export function toOwnerHue(name: string): number {
  let hash = 2_166_136_261;
  for (const character of name.trim().toLowerCase()) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash % 360;
}
