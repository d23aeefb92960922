import sharp from 'sharp';
import { fromSharp } from '../pixels/codec';
import type { Picture } from '../values';
import { choosePalette, type Palette } from './palette';
import { createStream, hashText, type Stream } from './random';

/** What a drawing depends on; equal requests give equal pictures. */
interface SceneRequest {
  readonly text: string;
  /** Everything else that must change the picture: negative prompt, models, LoRAs, sampler. */
  readonly style: string;
  readonly seed: string;
  readonly steps: number;
  readonly cfg: number;
  readonly width: number;
  readonly height: number;
}

/** Drawings are made at most this big and enlarged from there, so that time stays bounded. */
const MAX_DRAWN_SIDE = 1024;
/** Width of the drawing's own coordinates; the height follows the proportions. */
const UNITS = 1000;
const PEOPLE = new Set(
  'portrait face girl boy man woman person selfie character astronaut knight king queen cat dog fox owl robot'.split(' '),
);
const TOWNS = new Set('city town street building buildings skyline tower village neon house castle'.split(' '));
const FLOWERS = new Set('flower flowers rose garden meadow still life bouquet fruit bottle vase tree leaf'.split(' '));

/**
 * Draws what stands in for a diffusion model's picture: a landscape, town, portrait or still life,
 * whose subject and colours come from the prompt's words and whose composition comes from the seed.
 */
export async function paintScene(request: SceneRequest): Promise<Picture> {
  const shrink = Math.min(1, MAX_DRAWN_SIDE / Math.max(request.width, request.height));
  const drawn = { width: Math.max(1, Math.round(request.width * shrink)), height: Math.max(1, Math.round(request.height * shrink)) };
  const pipeline = sharp(Buffer.from(sceneSvg(request, drawn)));
  return fromSharp(shrink < 1 ? pipeline.resize(request.width, request.height, { fit: 'fill', kernel: 'cubic' }) : pipeline);
}

/** Words of a prompt in lower case, weights and punctuation left out, at most 40. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/\p{L}[\p{L}\p{M}]+/gu) ?? []).slice(0, 40);
}

function sceneSvg(request: SceneRequest, drawn: { width: number; height: number }): string {
  const words = wordsOf(request.text);
  const key = `${request.text}\n${request.style}\n${request.seed}`;
  const random = createStream(key);
  const height = Math.max(50, Math.min(20_000, (UNITS * drawn.height) / drawn.width));
  const palette = choosePalette(words, `${request.seed} ${request.style}`, request.cfg);
  const detail = Math.max(2, Math.min(30, request.steps));
  const canvas: Canvas = { random, palette, height, detail };
  const layers = [sky(canvas), light(canvas), ...subject(words, canvas), ...ornaments(words, canvas)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${drawn.width}" height="${drawn.height}" viewBox="0 0 ${UNITS} ${round(height)}" preserveAspectRatio="none">${layers.join('')}</svg>`;
}

interface Canvas {
  readonly random: Stream;
  readonly palette: Palette;
  readonly height: number;
  readonly detail: number;
}

function subject(words: readonly string[], canvas: Canvas): string[] {
  if (words.some((word) => PEOPLE.has(word))) return [...ridges(canvas, 2), figure(words, canvas)];
  if (words.some((word) => TOWNS.has(word))) return [...ridges(canvas, 1), ...skyline(canvas)];
  if (words.some((word) => FLOWERS.has(word))) return [...ridges(canvas, 2), ...flowers(words, canvas)];
  return ridges(canvas, 5);
}

function sky({ palette, height }: Canvas): string {
  const stops = palette.sky.map((color, index) => `<stop offset="${index / 2}" stop-color="${color}"/>`).join('');
  return `<defs><linearGradient id="s" x2="0" y2="1">${stops}</linearGradient></defs><rect width="${UNITS}" height="${round(height)}" fill="url(#s)"/>`;
}

function light({ random, palette, height, detail }: Canvas): string {
  const [x, y, size] = [150 + random() * 700, height * (0.12 + random() * 0.3), 40 + random() * 70];
  const glow = `<radialGradient id="g"><stop offset="0.2" stop-color="${palette.light}" stop-opacity="0.85"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient>`;
  const stars = palette.isDark
    ? Array.from({ length: detail * 4 }, () =>
        circle(random() * UNITS, random() * height * 0.6, 1 + random() * 2.4, palette.light, 0.3 + random() * 0.6),
      )
    : [];
  return `<defs>${glow}</defs>${stars.join('')}<circle cx="${round(x)}" cy="${round(y)}" r="${round(size * 3.2)}" fill="url(#g)"/>${circle(x, y, size, palette.light, 0.95)}`;
}

function ridges({ random, palette, height, detail }: Canvas, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const depth = (index + 1) / count;
    const base = height * (0.45 + 0.42 * depth);
    const waves = Array.from({ length: 2 + Math.floor(detail / 6) }, (__, wave) => {
      return { size: (height * (0.1 - 0.05 * depth)) / (wave + 1), length: (0.004 + random() * 0.006) * (wave + 1), shift: random() * 7 };
    });
    const line = Array.from({ length: 51 }, (__, step) => {
      const x = step * 20;
      return `${x} ${round(base + waves.reduce((sum, wave) => sum + wave.size * Math.sin(x * wave.length + wave.shift), 0))}`;
    });
    return `<path d="M0 ${round(height)}L${line.join('L')}L${UNITS} ${round(height)}Z" fill="${palette.land(depth)}"/>`;
  });
}

function skyline({ random, palette, height, detail }: Canvas): string[] {
  const shapes: string[] = [];
  for (const depth of [0.45, 0.75, 1]) {
    for (let x = -30 + random() * 40; x < UNITS;) {
      const width = 50 + random() * 90;
      const top = height * (0.34 + 0.22 * depth + random() * 0.22);
      shapes.push(
        `<rect x="${round(x)}" y="${round(top)}" width="${round(width)}" height="${round(height - top)}" fill="${palette.land(depth)}"/>`,
      );
      for (let lamp = 0; lamp < detail / 4; lamp++) {
        const [left, row] = [x + 8 + Math.floor(random() * ((width - 16) / 14)) * 14, top + 12 + Math.floor(random() * 12) * 20];
        shapes.push(
          `<rect x="${round(left)}" y="${round(row)}" width="7" height="10" fill="${palette.light}" fill-opacity="${round(0.4 + random() * 0.6)}"/>`,
        );
      }
      x += width + random() * 26;
    }
  }
  return shapes;
}

function figure(words: readonly string[], { random, palette, height }: Canvas): string {
  const unit = Math.min(UNITS, height) / 10;
  const [x, y] = [UNITS / 2 + (random() - 0.5) * unit * 2, height - unit * 5.2];
  const skin = `hsl(${20 + Math.floor(random() * 15)} ${40 + Math.floor(random() * 20)}% ${45 + Math.floor(random() * 35)}%)`;
  const isAnimal = words.some((word) => 'cat dog fox owl'.includes(word));
  const fur = isAnimal ? palette.accent(1) : skin;
  const shoulders = `<path d="M${round(x - unit * 3.4)} ${round(height)}C${round(x - unit * 3)} ${round(y + unit * 1.3)} ${round(x + unit * 3)} ${round(y + unit * 1.3)} ${round(x + unit * 3.4)} ${round(height)}Z" fill="${palette.accent(0)}"/>`;
  const neck = `<rect x="${round(x - unit * 0.6)}" y="${round(y + unit)}" width="${round(unit * 1.2)}" height="${round(unit * 1.8)}" rx="${round(unit * 0.5)}" fill="${fur}"/>`;
  const ears = [-1, 1].map(
    (side) =>
      `<path d="M${round(x + side * unit * 1.5)} ${round(y - unit * 0.6)}l${round(side * unit * 0.3)} ${round(-unit * 1.9)}l${round(-side * unit * 1.3)} ${round(unit * 0.8)}Z" fill="${fur}"/>`,
  );
  const hair = `<ellipse cx="${round(x)}" cy="${round(y - unit * 0.35)}" rx="${round(unit * 1.95)}" ry="${round(unit * 2.2)}" fill="${palette.land(1)}"/>`;
  const head = `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(unit * 1.55)}" ry="${round(unit * 1.95)}" fill="${fur}"/>`;
  const eyes = [-1, 1].map((side) => circle(x + side * unit * 0.62, y - unit * 0.1, unit * 0.17, '#1b1b22', 0.9));
  const mouth = `<path d="M${round(x - unit * 0.45)} ${round(y + unit)}q${round(unit * 0.45)} ${round(unit * (0.15 + random() * 0.35))} ${round(unit * 0.9)} 0" fill="none" stroke="#7a2f36" stroke-width="${round(unit * 0.14)}" stroke-linecap="round"/>`;
  return [isAnimal ? '' : hair, shoulders, neck, ...(isAnimal ? ears : []), head, ...eyes, mouth].join('');
}

function flowers(words: readonly string[], { random, palette, height, detail }: Canvas): string[] {
  const count = 4 + Math.floor(detail / 3);
  const petals = 5 + (hashText(words.join(' ')) % 4);
  return Array.from({ length: count }, (_, index) => {
    const [x, y, size] = [60 + random() * 880, height * (0.42 + random() * 0.35), Math.min(UNITS, height) * (0.03 + random() * 0.05)];
    const stem = `<path d="M${round(x)} ${round(y)}Q${round(x + 40 * (random() - 0.5))} ${round((y + height) / 2)} ${round(x)} ${round(height)}" stroke="${palette.land(0.8)}" stroke-width="7" fill="none"/>`;
    const leaves = Array.from({ length: petals }, (__, petal) => {
      return `<ellipse cx="${round(x + size)}" cy="${round(y)}" rx="${round(size)}" ry="${round(size * 0.5)}" fill="${palette.accent(index % 4)}" fill-opacity="0.92" transform="rotate(${round((petal * 360) / petals)} ${round(x)} ${round(y)})"/>`;
    });
    return stem + leaves.join('') + circle(x, y, size * 0.5, palette.light, 1);
  });
}

/** One small mark for each of the first words, so that every word changes the picture. */
function ornaments(words: readonly string[], { random, palette, height }: Canvas): string[] {
  return [...new Set(words)].slice(0, 10).map((word, index) => {
    const hash = hashText(word);
    const [x, y, size] = [random() * UNITS, height * (0.08 + random() * 0.84), 8 + (hash % 26)];
    const color = palette.accent(index);
    if (hash % 3 === 0) return circle(x, y, size, color, 0.55);
    if (hash % 3 === 1)
      return `<circle cx="${round(x)}" cy="${round(y)}" r="${size}" fill="none" stroke="${color}" stroke-width="4" stroke-opacity="0.6"/>`;
    return `<rect x="${round(x)}" y="${round(y)}" width="${size}" height="${size}" fill="${color}" fill-opacity="0.5" transform="rotate(${hash % 90} ${round(x)} ${round(y)})"/>`;
  });
}

function circle(...[x, y, radius, color, opacity]: [x: number, y: number, radius: number, color: string, opacity: number]): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${color}" fill-opacity="${round(opacity)}"/>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
