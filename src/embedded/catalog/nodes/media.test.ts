import { parseBuffer } from 'music-metadata';
import { describe, expect, it } from 'vitest';
import { readClip } from '../clips/read-clip';
import { createCubeGlb } from '../glb';
import { imageOf, solidPicture } from '../pixels/batch';
import { composeTones } from '../sound/tones';
import { encodeWav } from '../sound/wav';
import { classOf, createTestContext, createTestWorld, firstOutput, runNode, type TestContext } from '../testing-world';
import type { Sound, Video } from '../values';

const LONG_NOTE = 'x'.repeat(90_000);

function contextWithRun(files: Record<string, Uint8Array> = {}): TestContext {
  const extraData = { extra_pnginfo: { workflow: { nodes: [], note: LONG_NOTE } } };
  return createTestContext({
    world: createTestWorld(files),
    prompt: { '1': { class_type: 'X', inputs: { seed: 18446744073709551615n } } },
    extraData,
  });
}

function onlyFile(context: TestContext, folder = 'output/'): Uint8Array {
  const [entry] = [...context.world.files].filter(([path]) => path.startsWith(folder));
  return entry?.[1] ?? new Uint8Array();
}

/** Every text in a file's tags, whatever the container calls them. */
async function textsIn(bytes: Uint8Array): Promise<string[]> {
  const { native } = await parseBuffer(bytes);
  return Object.values(native)
    .flat()
    .map((tag) => (typeof tag.value === 'string' ? tag.value : JSON.stringify(tag.value)));
}

async function expectMetadata(bytes: Uint8Array): Promise<void> {
  const texts = (await textsIn(bytes)).join('\n').replaceAll('\\"', '"');
  expect(texts).toContain('{"1":{"class_type":"X","inputs":{"seed":18446744073709551615}}}');
  expect(texts).toContain(LONG_NOTE);
}

/** The length that the container states; an MP4 without sound has it only in its movie header. */
async function secondsOf(bytes: Uint8Array): Promise<number | undefined> {
  const at = Buffer.from(bytes).indexOf('mvhd');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return at < 0 ? (await parseBuffer(bytes)).format.duration : view.getUint32(at + 20) / view.getUint32(at + 16);
}

describe('sound', () => {
  it('saves FLAC that other software reads, with its real length and metadata', async () => {
    const context = contextWithRun();
    const audio = await firstOutput('EmptyAudio', { duration: 1.5, sample_rate: 44100, channels: 2 });
    const { ui } = await runNode('SaveAudio', { audio, filename_prefix: 'audio/deck' }, context);
    expect(ui).toEqual({ audio: [{ filename: 'deck_00001.flac', subfolder: 'audio', type: 'output' }] });
    const { format } = await parseBuffer(onlyFile(context));
    expect([format.container, format.sampleRate, format.numberOfChannels, format.duration]).toEqual(['FLAC', 44100, 2, 1.5]);
    await expectMetadata(onlyFile(context));
  });

  it('states the sample rate in every frame header, without which Chromium does not play', async () => {
    const context = createTestContext();
    await runNode('SaveAudio', { audio: composeTones('a', 0.1, 22_050), filename_prefix: 'a' }, context);
    const bytes = Buffer.from(onlyFile(context));
    const frame = bytes.indexOf(Buffer.of(0xff, 0xf8));
    expect([(bytes[frame + 2] ?? 0) & 15, bytes.readUInt16BE(frame + 7)]).toEqual([13, 22_050]);
  });

  it('stores silence in few bytes and sound sample by sample', async () => {
    const [silent, loud] = [contextWithRun(), contextWithRun()];
    await runNode(
      'SaveAudio',
      { audio: await firstOutput('EmptyAudio', { duration: 60, sample_rate: 44100, channels: 2 }), filename_prefix: 'a' },
      silent,
    );
    await runNode('SaveAudio', { audio: composeTones('a', 1), filename_prefix: 'a' }, loud);
    expect(onlyFile(silent).length).toBeLessThan(110_000);
    expect(onlyFile(loud).length).toBeGreaterThan(2 * 2 * 44_100);
  });

  it.each([
    ['SaveAudioMP3', 'mp3', 'V0'],
    ['SaveAudioOpus', 'opus', '128k'],
  ])('%s writes a playable file with metadata', async (name, extension, quality) => {
    const context = contextWithRun();
    const { ui } = await runNode(name, { audio: composeTones('a', 1), filename_prefix: 'a', quality }, context);
    expect(ui?.['audio']).toMatchObject([{ filename: `a_00001.${extension}` }]);
    expect((await parseBuffer(onlyFile(context))).format.duration).toBeGreaterThan(1.9);
    await expectMetadata(onlyFile(context));
  });

  it('previews into the temp folder', async () => {
    const { ui } = await runNode('PreviewAudio', { audio: composeTones('a', 0.1) });
    expect(ui?.['audio']).toMatchObject([
      { filename: expect.stringMatching(/^ComfyUI_temp_[a-z]{5}_00001\.flac$/) as string, type: 'temp' },
    ]);
  });

  it('reads WAV and saves a loaded file of its own format as it is, but for the metadata', async () => {
    const wav = encodeWav({ kind: 'sound', sampleRate: 8000, channels: [Float32Array.of(0, 0.5, -0.5)], file: null });
    const context = contextWithRun({ 'input/a.wav': wav, 'input/b.flac': readClip('flac') });
    const loaded = (await firstOutput('LoadAudio', { audio: 'a.wav' }, context)) as Sound;
    expect(loaded.sampleRate).toBe(8000);
    expect([...(loaded.channels[0] ?? [])].map((value) => Math.round(value * 100) / 100)).toEqual([0, 0.5, -0.5]);
    const flac = await firstOutput('LoadAudio', { audio: 'b.flac' }, context);
    await runNode('SaveAudio', { audio: flac, filename_prefix: 'copy' }, context);
    expect((await parseBuffer(onlyFile(context))).format.duration).toBe(2);
    await expectMetadata(onlyFile(context));
  });

  it('refuses a missing file in the words of the real server', () => {
    expect(classOf('LoadAudio').validate?.check({ audio: 'no.mp3' }, createTestWorld())).toBe('Invalid audio file: no.mp3');
    expect(classOf('LoadVideo').validate?.check({ file: 'no.mp4' }, createTestWorld())).toBe('Invalid video file: no.mp4');
  });

  const ramp: Sound = { kind: 'sound', sampleRate: 4, channels: [Float32Array.of(0, 0.25, 0.5, 0.75)], file: null };
  const samples = async (name: string, inputs: Record<string, unknown>): Promise<number[]> => [
    ...(((await firstOutput(name, inputs)) as Sound).channels[0] ?? []),
  ];

  it('trims, also from the end', async () => {
    expect(await samples('TrimAudioDuration', { audio: ramp, start_index: 0.25, duration: 0.5 })).toEqual([0.25, 0.5]);
    expect(await samples('TrimAudioDuration', { audio: ramp, start_index: -0.25, duration: 9 })).toEqual([0.75]);
    await expect(runNode('TrimAudioDuration', { audio: ramp, start_index: 9, duration: 1 })).rejects.toMatchObject({
      exceptionType: 'ValueError',
    });
  });

  it('joins and mixes', async () => {
    expect(await samples('AudioConcat', { audio1: ramp, audio2: ramp, direction: 'after' })).toHaveLength(8);
    expect(await samples('AudioMerge', { audio1: ramp, audio2: ramp, merge_method: 'subtract' })).toEqual([0, 0, 0, 0]);
    expect(Math.max(...(await samples('AudioMerge', { audio1: ramp, audio2: ramp, merge_method: 'add' })))).toBe(1);
    expect((await samples('AudioAdjustVolume', { audio: ramp, volume: -20 }))[2]).toBeCloseTo(0.05);
  });

  it('refuses silence that no memory holds', async () => {
    await expect(runNode('EmptyAudio', { duration: 1e9, sample_rate: 192000, channels: 2 })).rejects.toMatchObject({
      exceptionType: 'torch.OutOfMemoryError',
    });
  });
});

describe('video', () => {
  const images = imageOf([solidPicture(64, 48, [255, 0, 0]), solidPicture(64, 48, [0, 255, 0]), solidPicture(64, 48, [0, 0, 255])]);

  it.each([
    ['auto', 'mp4'],
    ['mp4', 'mp4'],
    ['webm', 'webm'],
    ['mkv', 'mkv'],
  ])('writes format %s as .%s with the frames’ length and metadata', async (format, extension) => {
    const context = contextWithRun();
    const video = await firstOutput('CreateVideo', { images, fps: 6 });
    const { ui } = await runNode('SaveVideo', { video, filename_prefix: 'video/deck', format, 'format.codec': 'auto' }, context);
    expect(ui).toEqual({ images: [{ filename: `deck_00001_.${extension}`, subfolder: 'video', type: 'output' }], animated: [true] });
    expect(await secondsOf(onlyFile(context))).toBeCloseTo(0.5);
    await expectMetadata(onlyFile(context));
  });

  it('writes WEBM of pictures', async () => {
    const context = contextWithRun();
    const { ui } = await runNode('SaveWEBM', { images, filename_prefix: 'w', codec: 'vp9', fps: 6, crf: 32 }, context);
    expect(ui).toEqual({ images: [{ filename: 'w_00001_.webm', subfolder: '', type: 'output' }], animated: [true] });
    await expectMetadata(onlyFile(context));
  });

  it.each(['webm', 'mp4'] as const)('saves a loaded %s as it is, but for the metadata', async (extension) => {
    const context = contextWithRun({ [`input/a.${extension}`]: readClip(extension) });
    const video = (await firstOutput('LoadVideo', { file: `a.${extension}` }, context)) as Video;
    await runNode('SaveVideo', { video, filename_prefix: 'copy', format: 'auto', 'format.codec': 'auto' }, context);
    expect([...context.world.files.keys()]).toContain(`output/copy_00001_.${extension}`);
    expect((await parseBuffer(onlyFile(context))).format.duration).toBeCloseTo(2, 1);
    await expectMetadata(onlyFile(context));
  });

  it('takes a made video apart into what went in', async () => {
    const sound = composeTones('a', 0.2);
    const video = await firstOutput('CreateVideo', { images, fps: 12, audio: sound, bit_depth: 10 });
    expect((await runNode('GetVideoComponents', { video })).outputs).toEqual([images, sound, 12, 10, 'sRGB']);
  });
});

describe('3D', () => {
  const glb = createCubeGlb([1, 0, 0]);

  it('writes a GLB whose lengths agree', () => {
    const view = new DataView(glb.buffer);
    expect([view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)]).toEqual([0x46546c67, 2, glb.length]);
    const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + view.getUint32(12, true)))) as {
      buffers: { byteLength: number }[];
    };
    expect(json.buffers[0]?.byteLength).toBe(24 * 12 + 36 * 2);
  });

  it('loads, saves and previews a model', async () => {
    const context = createTestContext({ world: createTestWorld({ 'input/3d/cube.glb': glb }) });
    const inputs = { model_file: '3d/cube.glb', image: {}, width: 32, height: 24 };
    const loaded = (await runNode('Load3D', inputs, context)).outputs ?? [];
    expect(loaded[2]).toBe('3d/cube.glb');
    expect((await runNode('SaveGLB', { mesh: loaded[6], filename_prefix: 'mesh/deck' }, context)).ui).toEqual({
      '3d': [{ filename: 'deck_00001_.glb', subfolder: 'mesh', type: 'output' }],
    });
    expect(context.world.files.get('output/mesh/deck_00001_.glb')).toEqual(glb);
    const { ui } = await runNode('Preview3D', { model_file: loaded[6] }, context);
    expect(ui?.['result']).toEqual([expect.stringMatching(/^preview3d_[\da-f]{32}\.glb$/), null, null]);
  });

  it('passes a path and a background on', async () => {
    const { ui } = await runNode('Preview3D', { model_file: 'mesh/a.glb', bg_image: imageOf([solidPicture(2, 2, [0, 0, 0])]) });
    expect(ui?.['result']).toEqual(['mesh/a.glb', null, expect.stringMatching(/^temp\/ComfyUI_temp_[a-z]{5}_00001_\.png$/)]);
  });
});
