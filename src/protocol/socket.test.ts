import { describe, expect, it } from 'vitest';
import { decodeBinaryFrame } from './ws-frames';
import { decodeTextMessage } from './ws-messages';

const say = (type: string, data?: unknown) => decodeTextMessage(JSON.stringify({ type, data }));

/** A frame as the server packs it: u32 words, then byte runs. */
function frame(words: readonly number[], ...runs: readonly (string | Uint8Array)[]): ArrayBuffer {
  const parts = runs.map((run) => (typeof run === 'string' ? new TextEncoder().encode(run) : run));
  const buffer = new ArrayBuffer(words.length * 4 + parts.reduce((sum, part) => sum + part.length, 0));
  words.forEach((word, index) => new DataView(buffer).setUint32(index * 4, word));
  parts.reduce((at, part) => {
    new Uint8Array(buffer, at).set(part);
    return at + part.length;
  }, words.length * 4);
  return buffer;
}

describe('text messages', () => {
  it('reads what servers of 2024 leave out', () => {
    expect(say('executing', { node: '5' })).toEqual({ kind: 'executing', nodeId: '5', displayNodeId: '5' });
    expect(say('executing', { node: null, prompt_id: 'p' })).toEqual({
      kind: 'executing',
      promptId: 'p',
      nodeId: null,
      displayNodeId: null,
    });
    expect(say('progress', { value: 1, max: 20 })).toEqual({ kind: 'progress', value: 1, max: 20 });
    expect(say('executed', { node: '9', output: { images: [] }, prompt_id: 'p' })).toEqual({
      kind: 'executed',
      promptId: 'p',
      nodeId: '9',
      displayNodeId: '9',
      output: { images: [] },
    });
    expect(say('execution_start', { prompt_id: 'p' })).toEqual({ kind: 'execution-start', promptId: 'p' });
    expect(say('execution_cached', { nodes: ['1', 2], prompt_id: 'p' })).toEqual({
      kind: 'execution-cached',
      promptId: 'p',
      nodeIds: ['1', '2'],
    });
    expect(say('status', { status: { exec_info: { queue_remaining: 2 } } })).toEqual({ kind: 'status', queueRemaining: 2 });
  });

  it('takes additions of newer servers', () => {
    const node = { value: 3, max: 10, state: 'running', display_node_id: '7', activity: 'loading' };
    expect(say('progress_state', { prompt_id: 'p', nodes: { '7.0.0.1': node, odd: { state: 'dreaming' }, bad: 1 } })).toEqual({
      kind: 'progress-state',
      promptId: 'p',
      nodes: [{ nodeId: '7.0.0.1', displayNodeId: '7', value: 3, max: 10, state: 'running' }],
    });
    expect(say('executed', { node: '9', display_node: '9', output: null, prompt_id: 'p' })).toMatchObject({ output: null });
  });

  it('keeps 64-bit numbers and bare NaN of outputs', () => {
    const text = '{"type":"executed","data":{"node":"1","prompt_id":"p","output":{"seed":[18446744073709551615],"score":[NaN]}}}';
    expect(decodeTextMessage(text)).toMatchObject({ output: { seed: [18446744073709551615n], score: [NaN] } });
  });

  it('reads an error with all its parts missing, and of a cycle', () => {
    const empty = { nodeId: '', nodeType: '', exceptionType: '', message: '', traceback: [], currentInputs: {} };
    expect(say('execution_error', { prompt_id: 'p' })).toEqual({ kind: 'execution-error', promptId: 'p', error: empty });
    const cycle = { prompt_id: 'p', node_id: 4, exception_message: 'loop\n', current_inputs: [], timestamp: 8 };
    expect(say('execution_error', cycle)).toMatchObject({ error: { nodeId: '4', message: 'loop', currentInputs: {} }, timestampMs: 8 });
  });

  it.each(['crystools.monitor', 'constructor', '__proto__', 'toString'])('a message "%s" of somebody else is unknown', (type) => {
    expect(decodeTextMessage(`{"type":${JSON.stringify(type)},"data":{"x":1}}`)).toEqual({ kind: 'unknown', type });
  });

  it('throws on what is no message, or a known one without its core', () => {
    const shape = expect.objectContaining({ code: 'bad-shape' }) as Error;
    expect(() => decodeTextMessage('[]')).toThrow(shape);
    expect(() => decodeTextMessage('{"data":{}}')).toThrow(shape);
    expect(() => say('status', {})).toThrow(shape);
    expect(() => say('execution_success')).toThrow(shape);
    expect(() => decodeTextMessage('{"type":')).toThrow(expect.objectContaining({ code: 'json-syntax' }));
  });
});

describe('binary frames', () => {
  const image = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

  it('reads previews of both kinds as views', () => {
    const plain = frame([1, 1], image);
    const event = decodeBinaryFrame(plain);
    expect(event).toEqual({ kind: 'preview', mimeType: 'image/jpeg', bytes: image });
    expect(event.kind === 'preview' && event.bytes.buffer).toBe(plain);
    expect(decodeBinaryFrame(frame([1, 2], image))).toMatchObject({ mimeType: 'image/png' });

    const metadata = JSON.stringify({
      node_id: '12.0.0.1',
      display_node_id: '12',
      prompt_id: 'p',
      image_type: 'image/png',
      real_node_id: '1',
    });
    expect(decodeBinaryFrame(frame([4, metadata.length], metadata, image))).toEqual({
      kind: 'preview',
      mimeType: 'image/png',
      bytes: image,
      promptId: 'p',
      nodeId: '12.0.0.1',
      displayNodeId: '12',
    });
  });

  it('reads progress text in any script', () => {
    expect(decodeBinaryFrame(frame([3, 4], '12:3', 'Größe 日本'))).toEqual({ kind: 'text', nodeId: '12:3', text: 'Größe 日本' });
  });

  it('knows a preview without prompt and an empty image', () => {
    const metadata = '{"image_type":"image/jpeg"}';
    expect(decodeBinaryFrame(frame([4, metadata.length], metadata))).toEqual({
      kind: 'preview',
      mimeType: 'image/jpeg',
      bytes: new Uint8Array(),
    });
  });

  it('lets unknown types pass and refuses broken frames by code', () => {
    expect(decodeBinaryFrame(frame([2, 9], image))).toEqual({ kind: 'unknown', type: 'binary-2' });
    const broken: readonly (readonly [string, ArrayBuffer])[] = [
      ['frame-too-short', new ArrayBuffer(3)],
      ['frame-too-short', frame([1])],
      ['frame-too-short', frame([3, 100], 'a')],
      ['frame-too-short', frame([4, 0xffffffff], 'a')],
      ['unknown-format', frame([1, 9], image)],
      ['unknown-format', frame([4, 26], '{"image_type":"text/html"}', image)],
      ['bad-shape', frame([4, 2], '{"', image)],
      ['bad-shape', frame([4, 2], '{}', image)],
    ];
    for (const [code, bytes] of broken) expect(() => decodeBinaryFrame(bytes)).toThrow(expect.objectContaining({ code }));
  });
});
