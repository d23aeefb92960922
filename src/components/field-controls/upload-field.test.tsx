import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { UploadOptions } from '@/api/upload-transport';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { ApiError } from '@/lib/errors';
import type { FileRef } from '@/protocol/files';
import type { ServerFeatures } from '@/protocol/system';
import { COMMIT, renderField, type FieldSetup, type RenderedField } from '@/testing/render-field';

const IMAGE: WidgetSpec = {
  kind: 'combo',
  default: 'a.png',
  options: ['a.png', 'b.png'],
  upload: 'image',
  uploadFolder: 'input',
  isMultiselect: false,
  remoteRoute: null,
  control: null,
};
const FEATURES: ServerFeatures = {
  supportsPreviewMetadata: true,
  maxUploadBytes: 1_000,
  hasAssets: false,
  hasNodeReplacements: false,
  runsParts: true,
  raw: {},
};

function saved(filename: string): FileRef {
  return { filename, subfolder: '', type: 'input' };
}

/** A server whose one upload the test drives. */
function createSlowServer() {
  const sent: File[] = [];
  const hand: { options?: UploadOptions; arrive?: (file: FileRef) => void; fail?: (error: Error) => void } = {};
  const uploadImage = (file: File, options: UploadOptions = {}): Promise<FileRef> =>
    new Promise((resolve, reject) => {
      sent.push(file);
      hand.options = options;
      hand.arrive = resolve;
      hand.fail = reject;
      options.signal?.addEventListener('abort', () => reject(new ApiError('aborted', { url: '/upload/image' })));
    });
  return { sent, hand, client: { uploadImage } };
}

function failing(error: Error) {
  return { client: { uploadImage: () => Promise.reject(error) } };
}

function picture(name = 'cat.png', size = 3): File {
  return new File(['x'.repeat(size)], name, { type: 'image/png' });
}

async function choose({ user }: RenderedField, file: File): Promise<void> {
  await user.upload(screen.getByLabelText('File for x'), file);
}

const setup: FieldSetup = { widget: IMAGE, value: 'a.png', nodeClass: 'LoadImage' };

describe('an upload', () => {
  it('shows how far it is, then chooses the file by the name it was given', async () => {
    const { sent, hand, client } = createSlowServer();
    const view = renderField(setup, { client });
    await choose(view, picture());
    expect(sent.map(({ name }) => name)).toEqual(['cat.png']);
    const bar = screen.getByRole('progressbar', { name: 'Uploading cat.png' });
    expect(bar.getAttribute('aria-valuenow')).toBe('0');
    act(() => hand.options?.onProgress?.({ sentBytes: 42, totalBytes: 100 }));
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(screen.getByText('42 %')).toBeTruthy();
    expect(view.heard).toEqual([]);
    await act(() => Promise.resolve(hand.arrive?.({ filename: 'cat (1).png', subfolder: 'pasted', type: 'input' })));
    expect(view.heard).toEqual(['pasted/cat (1).png', COMMIT]);
    expect(screen.getByRole('status').textContent).toBe('Saved as cat (1).png: another file had the name');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.getByRole<HTMLOptionElement>('option', { selected: true }).text).toBe('pasted/cat (1).png (not in the list)');
  });

  it('of a file the server has already says so', async () => {
    const view = renderField(setup, { client: { uploadImage: () => Promise.resolve(saved('b.png')) } });
    await choose(view, picture('b.png'));
    expect((await screen.findByRole('status')).textContent).toBe('The server has this b.png already; it is used');
    expect(view.heard).toEqual(['b.png', COMMIT]);
  });

  it('into another folder names it in the value', async () => {
    const widget: WidgetSpec = { ...IMAGE, uploadFolder: 'output' };
    const { hand, client } = createSlowServer();
    const view = renderField({ ...setup, widget }, { client });
    await choose(view, picture());
    expect(hand.options).toMatchObject({ type: 'output' });
    await act(() => Promise.resolve(hand.arrive?.({ ...saved('cat.png'), type: 'output' })));
    expect(view.heard).toEqual(['cat.png [output]', COMMIT]);
  });

  it('can be cancelled with the button the keyboard is on; the old file stays', async () => {
    const { hand, client } = createSlowServer();
    const view = renderField(setup, { client });
    screen.getByRole('button', { name: 'Upload' }).focus();
    await choose(view, picture());
    const button = screen.getByRole('button', { name: 'Cancel upload' });
    await view.user.click(button);
    expect(hand.options?.signal?.aborted).toBe(true);
    expect(screen.getByRole('status').textContent).toBe('Upload of cat.png cancelled; nothing was changed');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('button', { name: 'Upload' })).toBe(button);
    expect(view.heard).toEqual([]);
  });

  it('gives way to the next one', async () => {
    const { sent, hand, client } = createSlowServer();
    const view = renderField(setup, { client });
    await choose(view, picture('first.png'));
    const first = hand.options?.signal;
    await choose(view, picture('second.png'));
    expect([first?.aborted, sent.length]).toEqual([true, 2]);
    expect(screen.getByRole('progressbar', { name: 'Uploading second.png' })).toBeTruthy();
    expect(screen.queryByText(/cancelled/)).toBeNull();
    await act(() => Promise.resolve(hand.arrive?.(saved('second.png'))));
    expect(view.heard).toEqual(['second.png', COMMIT]);
  });
});

describe('a refused upload', () => {
  it('above the limit is not even sent', async () => {
    const { sent, client } = createSlowServer();
    const view = renderField(setup, { client: { ...client, features: () => Promise.resolve(FEATURES) } });
    await vi.waitFor(() => expect(view.session.queryClient.isFetching()).toBe(0));
    await choose(view, picture('big.png', 1_001));
    expect(screen.getByRole('alert').textContent).toBe(
      'big.png is larger than the server takes (1.0 kB). Choose a smaller file, or start the server with a larger --max-upload-size.',
    );
    expect(sent).toEqual([]);
    expect(view.heard).toEqual([]);
  });

  it.each([
    [new ApiError('http', { status: 413, url: '/u' }), /cat\.png is larger than the server takes\. Choose a smaller file/],
    [new ApiError('http', { status: 400, url: '/u' }), /does not take cat\.png \(400\)/],
    [new ApiError('http', { status: 500, url: '/u' }), /cat\.png was not uploaded\. The server failed \(500\)/],
    [new ApiError('network', { url: '/u' }), /connection broke while cat\.png was sent/],
    [new ApiError('timeout', { url: '/u' }), /cat\.png was not uploaded\. The server took too long/],
    [new ApiError('decode', { status: 200, url: '/u' }), /cat\.png was not uploaded\. The address answers, but not as ComfyUI/],
    [new TypeError('odd'), /cat\.png was not uploaded\. Unexpected: odd/],
  ])('%s is worded, the old file stays', async (error, words) => {
    const view = renderField(setup, failing(error));
    await choose(view, picture());
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(screen.getByRole<HTMLOptionElement>('option', { selected: true }).text).toBe('a.png');
    expect(view.heard).toEqual([]);
  });

  it('stays in words until the next try, or until it is dismissed', async () => {
    const uploadImage = vi
      .fn<() => Promise<FileRef>>()
      .mockRejectedValueOnce(new ApiError('http', { status: 400, url: '/u' }))
      .mockResolvedValueOnce(saved('cat.png'))
      .mockRejectedValueOnce(new ApiError('http', { status: 400, url: '/u' }));
    const view = renderField(setup, { client: { uploadImage } });
    await choose(view, picture());
    const words = await screen.findByRole('alert');
    expect(screen.getByRole('button', { name: 'Upload' }).getAttribute('aria-describedby')).toBe(words.id);
    await choose(view, picture());
    await vi.waitFor(() => expect(view.heard).toEqual(['cat.png', COMMIT]));
    expect(screen.queryByRole('alert')).toBeNull();
    await choose(view, picture());
    await screen.findByRole('alert');
    await view.user.click(screen.getByRole('button', { name: 'Dismiss message' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('dropping and pasting', () => {
  const transfer = (file: File) => ({ types: ['Files'], files: [file], items: [{ kind: 'file', type: file.type }], dropEffect: 'none' });
  const workflow = new File(['{}'], 'workflow.json', { type: 'application/json' });

  it('a picture uploads it and takes it from the page around', async () => {
    const { sent, client } = createSlowServer();
    renderField(setup, { client });
    const control = screen.getByRole('combobox', { name: 'x' });
    expect(fireEvent.dragOver(control, { dataTransfer: transfer(picture()) })).toBe(false);
    expect(fireEvent.drop(control, { dataTransfer: transfer(picture()) })).toBe(false);
    expect(await screen.findByRole('progressbar')).toBeTruthy();
    expect(sent).toHaveLength(1);
  });

  it('a workflow is left to the page around', () => {
    const { sent, client } = createSlowServer();
    renderField(setup, { client });
    const control = screen.getByRole('combobox', { name: 'x' });
    expect(fireEvent.dragOver(control, { dataTransfer: transfer(workflow) })).toBe(true);
    expect(fireEvent.drop(control, { dataTransfer: transfer(workflow) })).toBe(true);
    expect(sent).toEqual([]);
  });

  it('a copied picture uploads it while the control has the focus', async () => {
    const { sent, client } = createSlowServer();
    renderField(setup, { client });
    const control = screen.getByRole('button', { name: 'Upload' });
    const paste = createEvent.paste(control, { clipboardData: { files: [picture('image.png')] } });
    fireEvent(control, paste);
    expect(await screen.findByRole('progressbar', { name: 'Uploading image.png' })).toBeTruthy();
    expect([sent.length, paste.defaultPrevented]).toEqual([1, true]);
  });

  it('does nothing to a control with a wire', () => {
    const { sent, client } = createSlowServer();
    renderField({ ...setup, isLinked: true }, { client });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Upload' });
    expect([button.disabled, button.title]).toEqual([true, 'Fed by a wire; the value here is kept']);
    expect(fireEvent.drop(button, { dataTransfer: transfer(picture()) })).toBe(true);
    expect(sent).toEqual([]);
  });
});

describe('the chosen picture', () => {
  it.each([
    ['a.png', 'filename=a.png&type=input'],
    ['sub/b c.png', 'filename=b+c.png&subfolder=sub&type=input'],
    ['out.png [output]', 'filename=out.png&type=output'],
  ])('%s is shown', (value, query) => {
    renderField({ ...setup, value });
    const url = new URL(screen.getByRole<HTMLImageElement>('img', { name: `Chosen file ${value}` }).src);
    url.searchParams.forEach((part, name) => part === '' && url.searchParams.delete(name));
    url.searchParams.sort();
    expect([...new URLSearchParams(query).entries()].sort()).toEqual([...url.searchParams.entries()].sort());
  });

  it('that the server does not have gives way to words, until it is uploaded', async () => {
    const view = renderField({ ...setup, value: 'gone.png' }, { client: { uploadImage: () => Promise.resolve(saved('gone.png')) } });
    fireEvent.error(screen.getByRole('img'));
    expect(screen.getByText('The server shows no picture of gone.png')).toBeTruthy();
    await choose(view, picture('gone.png'));
    expect(await screen.findByRole('img', { name: 'Chosen file gone.png' })).toBeTruthy();
  });

  it('is not looked for where the file is a sound', () => {
    renderField({ ...setup, widget: { ...IMAGE, upload: 'audio' } });
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('File for x').accept).toBe('audio/*,video/*');
  });
});
