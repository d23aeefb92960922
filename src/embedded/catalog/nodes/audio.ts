import { createHash } from 'node:crypto';
import { NodeFailure, type NodeClass, type RunContext } from '../../engine/node-class';
import { readClip } from '../clips/read-clip';
import { withAudioMetadata } from '../containers/with-metadata';
import { AUDIO_DEFINITIONS } from '../definitions/audio';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { fileLoader, locate, readChosen } from '../loading';
import { metadataOf, planPreview, planSaving, saveFile, type SavePlan } from '../saving';
import { encodeFlac } from '../sound/flac';
import { composeTones } from '../sound/tones';
import { decodeWav } from '../sound/wav';
import type { Latent, Sound } from '../values';

/**
 * Sound. WAV is really read and FLAC really written. Other formats cannot be decoded here: a loaded file is carried along and saved as it
 * is in its own format, while its samples are a made-up melody; MP3 and Opus are saved as a clip.
 */
export const AUDIO: readonly NodeClass[] = implement(AUDIO_DEFINITIONS, {
  LoadAudio: fileLoader('audio', 'audio', async (given, context) => {
    const value = given.text('audio');
    return outputs(toSound(await readChosen(context.world, value), locate(value).path));
  }),
  EmptyAudio: (given) => {
    const [seconds, sampleRate, count] = [given.number('duration'), given.number('sample_rate'), given.number('channels')];
    const samples = requireSamples(Math.round(seconds * sampleRate) * count) / count;
    const channels = Array.from({ length: count }, () => new Float32Array(samples));
    return outputs({ kind: 'sound', sampleRate, channels, file: null } satisfies Sound);
  },
  SaveAudio: saver('flac'),
  SaveAudioMP3: saver('mp3'),
  SaveAudioOpus: saver('opus'),
  PreviewAudio: async (given, context) => save(given, context, { plan: planPreview(context), extension: 'flac' }),
  TrimAudioDuration: (given) => {
    const sound = audio(given);
    const length = sound.channels[0]?.length ?? 0;
    const start = given.number('start_index') * sound.sampleRate;
    const from = Math.max(0, Math.min(length, Math.round(start < 0 ? length + start : start)));
    const to = Math.min(length, from + Math.round(given.number('duration') * sound.sampleRate));
    if (from >= to) throw new NodeFailure('ValueError', 'AudioTrim: Start time must be less than end time and be within the audio length.');
    return outputs(changeChannels(sound, (data) => data.subarray(from, to)));
  },
  AudioConcat: (given) => {
    const [first, second] = matched(given);
    const [a, b] = given.text('direction') === 'before' ? [second, first] : [first, second];
    return outputs(changeChannels(a, (data, channel) => Float32Array.from([...data, ...(b.channels[channel] ?? [])])));
  },
  AudioMerge: (given) => outputs(merge(given)),
  AudioAdjustVolume: (given) => {
    const gain = 10 ** (given.number('volume') / 20);
    return outputs(given.number('volume') === 0 ? audio(given) : changeChannels(audio(given), (data) => data.map((value) => value * gain)));
  },
  VAEDecodeAudio: (given) => {
    const latent = given.wire('samples', 'latent');
    const key = createHash('sha256')
      .update(latent.items[0]?.data ?? '')
      .digest('hex');
    return outputs(composeTones(key, Math.min(latent.seconds ?? 10, 300)));
  },
  EmptyLatentAudio: (given) => {
    const items = Array.from({ length: given.number('batch_size') }, () => null);
    return outputs({ kind: 'latent', width: 256, height: 64, items, seconds: given.number('seconds') } satisfies Latent);
  },
});

/** Sound from a file's bytes. */
function toSound(bytes: Uint8Array, name: string): Sound {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const file = { bytes, extension };
  const decoded = decodeWav(bytes);
  if (decoded !== undefined) return { ...decoded, file };
  return { ...composeTones(createHash('sha256').update(bytes).digest('hex'), 2), file };
}

/** Refuses lengths no machine would hold; gives the number back. */
function requireSamples(count: number): number {
  if (count <= 500_000_000) return count;
  throw new NodeFailure('torch.OutOfMemoryError', `Allocation of ${count * 4} bytes failed: not enough memory`);
}

function audio(given: Given, name = 'audio'): Sound {
  return given.wire(name, 'sound');
}

function saver(extension: 'flac' | 'mp3' | 'opus'): Run {
  return (given, context) => save(given, context, { plan: planSaving(context, given.text('filename_prefix')), extension });
}

async function save(
  given: Given,
  context: RunContext,
  { plan, extension }: { plan: SavePlan; extension: 'flac' | 'mp3' | 'opus' },
): Promise<Awaited<ReturnType<Run>>> {
  const sound = audio(given);
  const bytes = soundBytes(sound, extension, context);
  return { outputs: [sound], ui: { audio: [await saveFile(context, plan, { bytes, extension, isPicture: false })] } };
}

function soundBytes(sound: Sound, extension: 'flac' | 'mp3' | 'opus', context: RunContext): Uint8Array {
  const metadata = metadataOf(context);
  const original = sound.file?.extension === extension ? sound.file.bytes : undefined;
  if (extension === 'flac' && original === undefined) return encodeFlac(sound, metadata);
  return withAudioMetadata(original ?? readClip(extension), extension, metadata);
}

function changeChannels(sound: Sound, change: (data: Float32Array, channel: number) => Float32Array): Sound {
  return { ...sound, channels: sound.channels.map(change), file: null };
}

/** Both sounds at the higher rate and with equally many channels. */
function matched(given: Given): [Sound, Sound] {
  const [first, second] = [audio(given, 'audio1'), audio(given, 'audio2')];
  const sampleRate = Math.max(first.sampleRate, second.sampleRate);
  const count = Math.max(first.channels.length, second.channels.length);
  const fit = (sound: Sound): Sound => {
    const channels = Array.from({ length: count }, (_, channel) => sound.channels[channel] ?? sound.channels[0] ?? new Float32Array());
    return { kind: 'sound', sampleRate, channels: channels.map((data) => resample(data, sampleRate / sound.sampleRate)), file: null };
  };
  return [fit(first), fit(second)];
}

function resample(data: Float32Array, factor: number): Float32Array {
  if (factor === 1) return data;
  return Float32Array.from({ length: Math.round(data.length * factor) }, (_, index) => {
    const place = index / factor;
    const left = data[Math.floor(place)] ?? 0;
    return left + ((data[Math.min(data.length - 1, Math.floor(place) + 1)] ?? 0) - left) * (place % 1);
  });
}

const MERGES: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  mean: (a, b) => (a + b) / 2,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
};

/** The second sound is cut or continued with silence to the first's length; a result beyond full scale is made quieter. */
function merge(given: Given): Sound {
  const [first, second] = matched(given);
  const combine = MERGES[given.text('merge_method')] ?? ((a: number) => a);
  const mixed = changeChannels(first, (data, channel) =>
    data.map((value, index) => combine(value, second.channels[channel]?.[index] ?? 0)),
  );
  const peak = mixed.channels.reduce((highest, data) => data.reduce((loudest, value) => Math.max(loudest, Math.abs(value)), highest), 0);
  return peak > 1 ? changeChannels(mixed, (data) => data.map((value) => value / peak)) : mixed;
}
