import type { Sound } from '../values';

/** Reads a WAV file with 8, 16, 24 or 32 bit samples or floats; `undefined` when the bytes are something else. */
export function decodeWav(bytes: Uint8Array): Sound | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || fourCharacters(view, 0) !== 'RIFF' || fourCharacters(view, 8) !== 'WAVE') return undefined;
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, size] = [fourCharacters(view, at), view.getUint32(at + 4, true)];
    if (name === 'fmt ' && at + 24 <= bytes.length) format = readFormat(view, at + 8);
    if (name === 'data' && format !== undefined)
      return readSamples(view, format, { start: at + 8, end: Math.min(bytes.length, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** Writes a WAV file with 16 bit samples. */
export function encodeWav({ sampleRate, channels }: Sound): Uint8Array {
  const samples = channels[0]?.length ?? 0;
  const blockBytes = channels.length * 2;
  const bytes = new Uint8Array(44 + samples * blockBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt '));
  bytes.set(new TextEncoder().encode('data'), 36);
  view.setUint32(4, bytes.length - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * blockBytes, true);
  view.setUint16(32, blockBytes, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, samples * blockBytes, true);
  for (let index = 0; index < samples; index++) {
    for (const [channel, data] of channels.entries()) {
      view.setInt16(44 + index * blockBytes + channel * 2, Math.max(-1, Math.min(1, data[index] ?? 0)) * 32767, true);
    }
  }
  return bytes;
}

interface Format {
  readonly isFloat: boolean;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytesPerSample: number;
}

function readFormat(view: DataView, at: number): Format {
  return {
    isFloat: view.getUint16(at, true) === 3,
    channels: Math.max(1, view.getUint16(at + 2, true)),
    sampleRate: view.getUint32(at + 4, true),
    bytesPerSample: Math.max(1, view.getUint16(at + 14, true) >> 3),
  };
}

function readSamples(view: DataView, format: Format, { start, end }: { start: number; end: number }): Sound {
  const block = format.bytesPerSample * format.channels;
  const count = Math.floor((end - start) / block);
  const channels = Array.from({ length: format.channels }, (_, channel) => {
    return Float32Array.from({ length: count }, (__, index) =>
      readSample(view, start + index * block + channel * format.bytesPerSample, format),
    );
  });
  return { kind: 'sound', sampleRate: format.sampleRate, channels, file: null };
}

function readSample(view: DataView, at: number, { isFloat, bytesPerSample }: Format): number {
  if (isFloat) return bytesPerSample === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true);
  if (bytesPerSample === 1) return (view.getUint8(at) - 128) / 128;
  if (bytesPerSample === 2) return view.getInt16(at, true) / 32768;
  if (bytesPerSample === 3) return ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608;
  return view.getInt32(at, true) / 2147483648;
}

function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
