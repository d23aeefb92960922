import { createStream } from '../painting/random';
import type { Sound } from '../values';

/** Notes of a scale that sounds well in any order, in hertz. */
const NOTES = [220, 246.94, 293.66, 329.63, 369.99, 440, 493.88, 587.33] as const;
const NOTE_SECONDS = 0.4;

/** A little melody that depends on nothing but the text: what stands in for sound that a model would make. */
export function composeTones(text: string, seconds: number, sampleRate = 44_100): Sound {
  const random = createStream(`tones ${text}`);
  const samples = Math.max(1, Math.round(seconds * sampleRate));
  const notes = Array.from({ length: Math.ceil(seconds / NOTE_SECONDS) }, () => NOTES[Math.floor(random() * NOTES.length)] ?? 220);
  const data = new Float32Array(samples);
  for (let index = 0; index < samples; index++) {
    const time = index / sampleRate;
    const place = Math.floor(time / NOTE_SECONDS);
    const since = time - place * NOTE_SECONDS;
    const wave = 2 * Math.PI * (notes[place] ?? 220) * time;
    data[index] = 0.3 * Math.exp(-5 * since) * Math.min(1, since * 200) * (Math.sin(wave) + 0.3 * Math.sin(2 * wave));
  }
  return { kind: 'sound', sampleRate, channels: [data, data], file: null };
}
