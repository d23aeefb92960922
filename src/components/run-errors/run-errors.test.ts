import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { buildError } from '@/testing/builders';
import { explainError } from './explain-error';
import { findInputAtFault } from './find-input-at-fault';
import { stripPrivate } from './strip-private';
import { toErrorReport } from './to-report';

const explain = (exceptionType: string, message: string, nodeType = 'KSampler') => explainError({ exceptionType, message, nodeType });

describe('explaining an error', () => {
  it.each([
    ['torch.OutOfMemoryError', 'Allocation on device 0 would exceed allowed memory.', 'out-of-memory'],
    ['RuntimeError', 'MPS backend out of memory (MPS allocated: 18 GB)', 'out-of-memory'],
    ['MemoryError', '', 'out-of-memory'],
    ['RuntimeError', 'mat1 and mat2 shapes cannot be multiplied (77x2048 and 768x320)', 'shape-mismatch'],
    ['RuntimeError', 'The size of tensor a (64) must match the size of tensor b (96) at non-singleton dimension 3', 'shape-mismatch'],
    [
      'RuntimeError',
      'Given groups=1, weight of size [320, 4, 3, 3], expected input[1, 9, 64, 64] to have 4 channels, but got 9 channels instead',
      'shape-mismatch',
    ],
    ['RuntimeError', 'Error(s) in loading state_dict for UNet:\n\tsize mismatch for out.weight: copying a param', 'wrong-model'],
    ['FileNotFoundError', "[Errno 2] No such file or directory: '/srv/models/checkpoints/base.safetensors'", 'missing-model'],
    ['FileNotFoundError', "Model in folder 'loras' with filename 'ink.safetensors' not found.", 'missing-model'],
    ['FileNotFoundError', "[Errno 2] No such file or directory: '/srv/input/cat.png'", 'missing-file'],
    ['ModuleNotFoundError', "No module named 'insightface'", 'missing-package'],
    ['NodeNotFoundError', 'gone', 'missing-node'],
    ['InterruptProcessingException', '', 'interrupted'],
    ['OSError', '[Errno 28] No space left on device', 'disk-full'],
    ['PermissionError', "[Errno 13] Permission denied: '/srv/out/a.png'", 'no-permission'],
    ['safetensors_rust.SafetensorError', 'Error while deserializing header: MetadataIncompleteBuffer', 'broken-file'],
    ['AttributeError', "'NoneType' object has no attribute 'tokenize'", 'no-value'],
    ['RuntimeError', 'Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!', 'other-device'],
    ['RuntimeError', 'CUDA error: device-side assert triggered', 'gpu-fault'],
    ['Exception', 'Unauthorized: Please login first to use this node.', 'signed-out'],
    ['ValueError', 'steps must be odd', 'other'],
  ])('%s: %s is %s', (type, message, kind) => {
    expect(explain(type, message).kind).toBe(kind);
  });

  it('names the file, the class or the package where the server did', () => {
    expect(explain('FileNotFoundError', "No such file or directory: 'C:\\models\\base.safetensors'").reason).toContain(
      '“base.safetensors”',
    );
    expect(explain('NodeNotFoundError', 'gone', 'FancyNode').reason).toContain('“FancyNode”');
    expect(explain('ModuleNotFoundError', "No module named 'cv2.aruco'").reason).toContain('“cv2.aruco”');
    expect(explain('PermissionError', 'Access is denied').reason).toBe('The server may not read or write a file.');
  });

  it('takes running out of memory for what it is, also when a file is named', () => {
    expect(explain('RuntimeError', 'CUDA out of memory while loading base.safetensors').kind).toBe('out-of-memory');
  });

  it('always has a next step for what it recognises, and the server’s first line for the rest', () => {
    expect(explain('torch.OutOfMemoryError', 'x').nextStep).toContain('smaller');
    expect(explain('ValueError', '\n  steps must be odd \nsee above')).toEqual({
      kind: 'other',
      reason: 'steps must be odd',
      nextStep: null,
    });
    expect(explain('KeyError', "'samples'").reason).toBe("KeyError: 'samples'");
    expect(explain('ValueError', ' \n').reason).toBe('The node failed without saying why (ValueError).');
  });
});

describe('stripping what is private', () => {
  it.each([
    ['File "/home/jane/ComfyUI/nodes.py", line 3, in sample', 'File "…/ComfyUI/nodes.py", line 3, in sample'],
    ['File "C:\\Users\\Jane Doe\\ComfyUI\\custom_nodes\\pack\\nodes.py", line 3', 'File "…/custom_nodes/pack/nodes.py", line 3'],
    ['/opt/venv/lib/python3.12/site-packages/torch/nn/functional.py:12', '…/site-packages/torch/nn/functional.py:12'],
    ["No such file or directory: '/mnt/secret client/models/base.safetensors'", "No such file or directory: '…/base.safetensors'"],
    ['cannot open \\\\nas01\\share\\art\\cat.png today', 'cannot open …/cat.png today'],
    ['D:\\art and D:\\work\\cat.png', '… and …/cat.png'],
    ['saved to /srv/clients/acme/ for later', 'saved to … for later'],
    ['in ~/private/run.py', 'in …/run.py'],
    ['see https://example.com/docs/page for 3/4 of it', 'see https://example.com/docs/page for 3/4 of it'],
    ['https://jane:secret@example.com/a', 'https://…@example.com/a'],
    ['file:///home/jane/x/cat.png', '…/cat.png'],
    ['and/or a 64/32 split, shape [1, 4]', 'and/or a 64/32 split, shape [1, 4]'],
  ])('%s', (text, expected) => {
    expect(stripPrivate(text)).toBe(expected);
  });

  it('takes out the names of users wherever else they stand', () => {
    expect(stripPrivate('/home/jane/ComfyUI/main.py failed for Jane; janet is another')).toBe(
      '…/ComfyUI/main.py failed for <user>; janet is another',
    );
    expect(stripPrivate("'/Users/Jo Hu/ComfyUI/a.py': Jo Hu may not")).toBe("'…/ComfyUI/a.py': <user> may not");
  });

  it('leaves ordinary words that serve as account names', () => {
    expect(stripPrivate('/home/user/x/a.py: the user said no')).toBe('…/a.py: the user said no');
  });

  it('keeps code folders, but not a home directory that is called like one', () => {
    expect(stripPrivate('/home/comfyui-jane/app/main.py')).toBe('…/main.py');
  });
});

describe('a report', () => {
  const error = buildError({
    exceptionType: 'torch.OutOfMemoryError',
    message: 'Allocation on device\n',
    traceback: ['  File "/home/jane/ComfyUI/execution.py", line 5, in run\n', '    go()\n'],
    currentInputs: { text: ['a secret prompt'] },
  });

  it('tells reason, node, versions and traceback, and nothing private', () => {
    const stats = { os: 'linux', comfyuiVersion: '0.33.0', pythonVersion: '3.12.3 (main, GCC)', pytorchVersion: '2.8', devices: [] };
    expect(toErrorReport({ error, stats }).split('\n')).toEqual([
      'The server ran out of memory.',
      '',
      'torch.OutOfMemoryError: Allocation on device',
      'Node: EmptyImage #1',
      'Server: ComfyUI 0.33.0, Python 3.12.3, PyTorch 2.8, linux',
      '',
      'Traceback:',
      '  File "…/ComfyUI/execution.py", line 5, in run',
      '    go()',
    ]);
  });

  it('says nothing of a server it does not know', () => {
    expect(toErrorReport({ error: { ...error, traceback: [] }, stats: null })).not.toContain('Server:');
  });
});

describe('finding the input at fault', () => {
  const at = (message: string, currentInputs: JsonObject, exceptionType = 'ValueError') =>
    findInputAtFault(buildError({ message, currentInputs, exceptionType }))?.name ?? null;

  it.each<readonly [string, string, JsonObject, string | null]>([
    ['quotes the file, wherever it lies', "No such file: '/srv/input/sub/cat.png'", { image: ['sub/cat.png'], mode: ['cat'] }, 'image'],
    ['quotes another value', "Unknown scheduler 'karras'", { sampler: ['euler'], scheduler: ['karras'] }, 'scheduler'],
    ['quotes the name', "'width' must be a multiple of 8", { width: [513], height: [512] }, 'width'],
    ['says only that it failed', 'boom', { width: [513], text: ['boom'] }, null],
    ['holds a word of a prompt by chance', 'a red boat cannot be drawn', { text: ['boat'] }, null],
    ['quotes two names', "'a' and 'b' differ", { a: [1], b: [2] }, null],
  ])('%s', (_case, message, inputs, name) => {
    expect(at(message, inputs)).toBe(name);
  });

  it('is the one that was given nothing where the node needs something', () => {
    const message = "'NoneType' object has no attribute 'tokenize'";
    expect(at(message, { clip: [null], text: ['a boat'] }, 'AttributeError')).toBe('clip');
    expect(at(message, { clip: [null], vae: [null] }, 'AttributeError')).toBeNull();
  });
});
