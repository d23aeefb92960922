import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { maskRequestsOf } from '@/components/edit-mask/mask-requests';
import { ApiError } from '@/lib/errors';
import type { FileRef } from '@/protocol/files';
import type { ServerFeatures } from '@/protocol/system';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { InputsPanel, type InputsSearch } from './inputs-panel';

const inputs = (...names: readonly string[]): readonly FileRef[] => names.map((filename) => ({ filename, subfolder: '', type: 'input' }));
const FEATURES: ServerFeatures = {
  supportsPreviewMetadata: true,
  maxUploadBytes: 5_000,
  hasAssets: false,
  hasNodeReplacements: false,
  runsParts: false,
  raw: {},
};
const PNG = '\x89PNG';

function Kept({ first }: { readonly first: InputsSearch }) {
  const [search, setSearch] = useState(first);
  return <InputsPanel search={search} onSearch={setSearch} />;
}

function renderPanel(client: Partial<ApiClient>, first: InputsSearch = {}) {
  const { wrap } = createPageParts();
  return renderWithSession(<Kept first={first} />, {
    client: {
      features: () => Promise.resolve(FEATURES),
      readFile: () => Promise.reject(new ApiError('http', { status: 404, url: '/view' })),
      ...client,
    },
    wrap,
  });
}

/** A file of this computer as browsers give it; the test's own DOM knows no folders. */
const local = (parts: BlobPart[], name: string): File => Object.defineProperty(new File(parts, name), 'webkitRelativePath', { value: '' });
const png = (name: string): File => local([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])], name);
const names = (): readonly (string | null)[] =>
  within(screen.getByRole('list', { name: 'Input files' }))
    .queryAllByRole('listitem')
    .map((item) => item.getAttribute('data-input'));

describe('the list', () => {
  it('shows the server’s files and finds by word', async () => {
    const { user } = renderPanel({ filesIn: () => Promise.resolve(inputs('sea.png', 'wind.wav', 'sea.mp4')) });
    await screen.findByRole('button', { name: 'Show sea.png' });
    expect(names()).toEqual(['sea.png', 'wind.wav', 'sea.mp4']);
    await user.type(screen.getByRole('searchbox', { name: 'Search inputs' }), 'sea');
    await vi.waitFor(() => expect(names()).toEqual(['sea.png', 'sea.mp4']));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'videos');
    expect(names()).toEqual(['sea.mp4']);
    expect(screen.getByText('1 of 3 files')).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'In use' }));
    expect(screen.getByText('No file fits')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(names()).toHaveLength(3);
  });

  it('says that it is empty, or why it is not there, and reads again', async () => {
    const filesIn = vi
      .fn<ApiClient['filesIn']>()
      .mockRejectedValueOnce(new ApiError('http', { status: 500, url: '/f' }))
      .mockResolvedValue([]);
    const { user } = renderPanel({ filesIn });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The server failed (500)');
    await user.click(within(alert).getByRole('button'));
    expect(await screen.findByText('No input files yet')).toBeTruthy();
  });

  it('opens one with what can be done with it', async () => {
    const { user, session } = renderPanel({ filesIn: () => Promise.resolve(inputs('sea.png', 'wind.wav')) });
    await user.click(await screen.findByRole('button', { name: 'Show sea.png' }));
    const details = screen.getByRole('complementary', { name: 'File' });
    expect(within(details).getByText('No open workflow uses it.')).toBeTruthy();
    await user.click(within(details).getByRole('button', { name: 'Edit mask' }));
    expect(maskRequestsOf(session).getState().request?.file).toEqual({ filename: 'sea.png', subfolder: '', type: 'input' });
    await user.click(screen.getByRole('button', { name: 'Show wind.wav' }));
    expect(within(screen.getByRole('complementary', { name: 'File' })).queryByRole('button', { name: 'Edit mask' })).toBeNull();
  });

  it('is one tab stop with arrows inside', async () => {
    const { user } = renderPanel({ filesIn: () => Promise.resolve(inputs('a.png', 'b.png', 'c.png')) });
    (await screen.findByRole('button', { name: 'Show a.png' })).focus();
    await user.keyboard('{ArrowRight}{End}{Enter}');
    expect(screen.getByRole('complementary', { name: 'File' }).textContent).toContain('c.png');
  });
});

describe('uploading', () => {
  const saved = (file: File): Promise<FileRef> => Promise.resolve({ filename: file.name, subfolder: '', type: 'input' });

  it('takes several files, tells what became of each, and keeps the refused ones here', async () => {
    const uploadImage = vi.fn<ApiClient['uploadImage']>((file) => saved(file));
    const { user } = renderPanel({ filesIn: () => Promise.resolve([]), uploadImage });
    await user.upload(await screen.findByLabelText('Files to upload'), [png('a.png'), local(['x'], 'p.heic'), local(['MZ'], 'p.exe')]);
    const list = await screen.findByRole('list', { name: 'Uploads' });
    await vi.waitFor(() => expect(within(list).getByText('uploaded')).toBeTruthy());
    expect(within(list).getByText(/HEIC pictures are read neither by browsers nor by ComfyUI/)).toBeTruthy();
    expect(within(list).getByText('No loader reads this type of file.')).toBeTruthy();
    expect(uploadImage.mock.calls.map(([file]) => file.name)).toEqual(['a.png']);
    await user.click(screen.getByRole('button', { name: 'Clear list' }));
    expect(screen.queryByRole('list', { name: 'Uploads' })).toBeNull();
  });

  it('says how far it is, can be cancelled and tried again', async () => {
    const uploadImage = vi.fn<ApiClient['uploadImage']>(
      (_file, options) =>
        new Promise((_resolve, reject) => {
          options?.onProgress?.({ sentBytes: 40, totalBytes: 100 });
          options?.signal?.addEventListener('abort', () => reject(new ApiError('aborted', { url: '/u' })));
        }),
    );
    const { user } = renderPanel({ filesIn: () => Promise.resolve([]), uploadImage });
    await user.upload(await screen.findByLabelText('Files to upload'), png('a.png'));
    await vi.waitFor(() => expect(screen.getByRole('progressbar', { name: 'Uploading a.png' }).getAttribute('aria-valuenow')).toBe('40'));
    await user.click(screen.getByRole('button', { name: 'Cancel a.png' }));
    expect(screen.getByText('cancelled')).toBeTruthy();
    uploadImage.mockImplementation((file) => saved(file));
    await user.click(screen.getByRole('button', { name: 'Go on with the rest' }));
    expect(await screen.findByText('uploaded')).toBeTruthy();
  });

  it('asks about a name that another file has', async () => {
    const uploadImage = vi.fn<ApiClient['uploadImage']>(() => Promise.resolve({ filename: 'a (1).png', subfolder: '', type: 'input' }));
    const readFile: ApiClient['readFile'] = () => Promise.resolve(new TextEncoder().encode(PNG));
    const { user } = renderPanel({ filesIn: () => Promise.resolve(inputs('a.png')), readFile, uploadImage });
    await screen.findByRole('button', { name: 'Show a.png' });
    await user.upload(screen.getByLabelText('Files to upload'), png('a.png'));
    expect(await screen.findByText('The server has another file of this name.')).toBeTruthy();
    expect(uploadImage).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Keep both' }));
    expect(await screen.findByText('uploaded as a (1).png')).toBeTruthy();
  });

  it('takes drops and pastes, into the folder that was chosen', async () => {
    const uploadImage = vi.fn<ApiClient['uploadImage']>((file) => saved(file));
    const { user } = renderPanel({ filesIn: () => Promise.resolve([]), uploadImage });
    await user.click(await screen.findByRole('button', { name: 'Before uploading' }));
    const folder = screen.getByRole('combobox', { name: 'Into folder' });
    await user.type(folder, '../up');
    expect(screen.getByRole('alert').textContent).toContain('A folder below the input folder');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Upload files' }).disabled).toBe(true);
    await user.clear(folder);
    await user.type(folder, 'mine/today');
    const transfer = { types: ['Files'], files: [png('a.png')], items: [], dropEffect: 'none' };
    fireEvent.dragOver(screen.getByText('No input files yet'), { dataTransfer: transfer });
    expect(screen.getByText('Drop to upload into mine/today')).toBeTruthy();
    fireEvent.drop(screen.getByText('No input files yet'), { dataTransfer: transfer });
    await vi.waitFor(() => expect(uploadImage).toHaveBeenCalledTimes(1));
    expect(uploadImage.mock.calls[0]?.[1]).toMatchObject({ subfolder: 'mine/today' });
    fireEvent.paste(document.body, { clipboardData: { files: [png('image.png')] } });
    await vi.waitFor(() => expect(uploadImage).toHaveBeenCalledTimes(2));
  });

  it('says what is missing for pictures from the web', async () => {
    const { user } = renderPanel({
      filesIn: () => Promise.resolve([]),
      objectInfo: () => Promise.resolve({ nodes: new Map(), diagnostics: [] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Before uploading' }));
    expect(await screen.findByText(/no node that loads pictures from a web address/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Load' }).disabled).toBe(true);
  });
});
