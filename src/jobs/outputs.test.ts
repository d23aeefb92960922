import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { toJobOutputs, toMediaKind, toNodeOutputs } from './outputs';

const file = (filename: string, more: object = {}) => ({ filename, subfolder: '', type: 'output', ...more });

describe('outputs of a job', () => {
  it('decides media by what the file is, not by its key', () => {
    const outputs = toJobOutputs({
      '1': { images: [file('a.png'), file('clip.mp4'), file('anim.webp')], animated: [true] },
      '2': { gifs: [file('x.webm', { format: 'video/webm', frame_rate: 8 }), file('noext', { format: 'video/h264-mp4' }), file('y.gif')] },
      '3': { audio: [file('s.flac')], latents: [file('l.latent')], '3d': [file('m.glb', { subfolder: 'mesh' })] },
    });
    expect(outputs.map((output) => output.kind)).toEqual(['image', 'video', 'image', 'video', 'video', 'image', 'audio', 'file', 'model']);
    expect(outputs.at(-1)).toEqual({
      kind: 'model',
      nodeId: '3',
      key: '3d',
      file: { filename: 'm.glb', subfolder: 'mesh', type: 'output' },
      text: null,
    });
  });

  it('reads texts, text files and both pictures of a comparison', () => {
    const outputs = toJobOutputs({
      '1': { text: ['hello', ''], files: [file('note.txt')] },
      '2': { a_images: [file('a.png', { type: 'temp' })], b_images: [file('b.png', { type: 'temp' })] },
      '3': { text: [12, true], tags: ['cat'] },
    });
    expect(outputs.map(({ key, kind, text }) => [key, kind, text])).toEqual([
      ['text', 'text', 'hello'],
      ['files', 'text', null],
      ['a_images', 'image', null],
      ['b_images', 'image', null],
      ['text', 'text', '12'],
      ['text', 'text', 'true'],
      ['tags', 'text', 'cat'],
    ]);
  });

  it('turns the path of a 3D preview into a file', () => {
    const read = (path: string) => toNodeOutputs(toNodeId('1'), { result: [path, { position: {} }, 'temp/back.png'] }).map((o) => o.file);
    expect(read('mesh\\out.glb')).toEqual([{ filename: 'out.glb', subfolder: 'mesh', type: 'output' }]);
    expect(read('temp/out.glb')).toEqual([{ filename: 'out.glb', subfolder: '', type: 'temp' }]);
    expect(toNodeOutputs(toNodeId('1'), { result: [null, null, null] })).toEqual([]);
  });

  it('gives an expanded node’s output to the visible node, but never trusts `meta` for a plain id', () => {
    const outputs = toJobOutputs(
      { '12.0.0.3': { images: [file('a.png')] }, '14': { images: [file('b.png')] }, '9.1.0.2': { images: [file('c.png')] } },
      { [toNodeId('12.0.0.3')]: toNodeId('7'), [toNodeId('14')]: toNodeId('4') },
    );
    expect(Object.fromEntries(outputs.map((output) => [output.file?.filename, output.nodeId]))).toEqual({
      'a.png': '7',
      'b.png': '14',
      'c.png': '9',
    });
  });

  it('leaves out what it does not understand', () => {
    const odd = {
      '1': null,
      '2': { images: null, count: [3], nested: [[1]], x: [{ filename: '' }, { name: 'y' }, null] },
      '3': { images: file('z.png') },
    };
    expect(toJobOutputs(odd).map((output) => output.file?.filename)).toEqual(['z.png']);
  });

  it('knows extensions in any case', () => {
    expect([toMediaKind('A.PNG'), toMediaKind('b.MP3'), toMediaKind('c.unknown'), toMediaKind('.hidden')]).toEqual([
      'image',
      'audio',
      'file',
      'file',
    ]);
  });
});
