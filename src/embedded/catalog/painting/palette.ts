import { createStream } from './random';

/** Colours of one scene as CSS texts. */
export interface Palette {
  readonly sky: readonly [string, string, string];
  readonly light: string;
  /** A ridge's colour by depth: 0 far, 1 near. */
  readonly land: (depth: number) => string;
  readonly accent: (index: number) => string;
  readonly isDark: boolean;
}

/** Words that set the hue of a picture, in degrees. */
const HUES: Readonly<Record<string, number>> = {
  red: 2, crimson: 350, rose: 340, pink: 330, sunset: 18, autumn: 24, orange: 28, fire: 14, desert: 34, gold: 44, golden: 44, amber: 38,
  yellow: 52, spring: 95, green: 130, forest: 140, jungle: 150, mint: 160, teal: 178, sea: 195, ocean: 200, water: 200, ice: 198, sky: 208,
  blue: 220, winter: 212, night: 236, space: 250, indigo: 250, purple: 275, violet: 275, magenta: 305, neon: 300, city: 225,
}; // prettier-ignore

const DARK_WORDS = new Set(['night', 'dark', 'space', 'moon', 'stars', 'galaxy', 'neon', 'cave', 'midnight', 'noir']);

/** Chooses colours by the words of a prompt; unknown words decide by their hash. Intensity rises with `cfg`. */
export function choosePalette(words: readonly string[], seed: string, cfg: number): Palette {
  const random = createStream(`palette ${words.join(' ')} ${seed}`);
  const named = words.map((word) => HUES[word]).filter((hue) => hue !== undefined);
  const base = named.length > 0 ? (named[Math.floor(random() * named.length)] ?? 0) + random() * 16 - 8 : random() * 360;
  const isDark = words.some((word) => DARK_WORDS.has(word)) || (named.length === 0 && random() < 0.25);
  const saturation = Math.min(88, 34 + cfg * 4 + random() * 10);
  const turn = random() < 0.5 ? 34 : -34;
  const tone = (hue: number, lightness: number, share = 1): string =>
    `hsl(${Math.round((hue + 720) % 360)} ${Math.round(saturation * share)}% ${Math.round(lightness)}%)`;
  const [top, middle, low] = isDark ? [9, 20, 38] : [52, 70, 86];
  return {
    sky: [tone(base, top), tone(base + turn * 0.6, middle), tone(base + turn * 1.5, low, 1.1)],
    light: isDark ? tone(base + 180, 90, 0.4) : tone(base + turn * 2, 94, 1.1),
    land: (depth) => tone(base - turn * (0.4 + depth * 0.8), isDark ? 30 - depth * 24 : 66 - depth * 46, 0.8),
    accent: (index) => tone(base + 150 + index * 47, isDark ? 62 : 56, 1.2),
    isDark,
  };
}
