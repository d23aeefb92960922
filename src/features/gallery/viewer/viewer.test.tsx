import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import type { HistoryEntry } from '@/protocol/history';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { GalleryPanel } from '../gallery-panel';

const SEED = 18446744073709551615n;
const PROMPT: JsonObject = {
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse' } },
  '3': { class_type: 'KSampler', _meta: { title: 'Sampler' }, inputs: { seed: SEED, positive: ['6', 0] } },
  '2': { class_type: 'SaveImage', _meta: { title: 'Keep' }, inputs: { images: ['3', 0] } },
};
const WORKFLOW: JsonObject = { nodes: [], links: [], version: 0.4, extra: { comfydeck: { name: 'portrait' } } };
const file = (filename: string, change: JsonObject = {}): JsonObject => ({ filename, subfolder: '', type: 'output', ...change });

function entry(items: readonly JsonObject[], change: Parameters<typeof buildHistoryEntry>[1] = {}): HistoryEntry {
  return buildHistoryEntry('p1', { outputs: { '2': { images: items } }, prompt: PROMPT, ...change });
}

function show(entries: readonly HistoryEntry[], output: string, client: Partial<ApiClient> = {}, layout: 'dock' | 'page' = 'page') {
  const parts = createPageParts();
  const onOpen = vi.fn();
  const history = () => Promise.resolve(buildHistory(entries));
  const view = renderWithSession(<Routed output={output} layout={layout} onOpen={onOpen} />, {
    client: { history, ...client },
    wrap: parts.wrap,
  });
  return { ...view, onOpen, workspace: parts.workspace };
}

interface RoutedProps {
  readonly output: string;
  readonly layout: 'dock' | 'page';
  readonly onOpen: (ref: string | null) => void;
}

function Routed({ output: first, layout, onOpen }: RoutedProps) {
  const [output, setOutput] = useState<string | null>(first);
  return (
    <GalleryPanel
      layout={layout}
      filters={{}}
      onFiltersChange={() => undefined}
      {...(output === null ? {} : { openOutput: output })}
      onOpenOutput={(ref) => {
        setOutput(ref);
        onOpen(ref);
      }}
    />
  );
}

const findViewer = () => screen.findByRole('dialog', { name: 'Viewer' });
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the viewer of pictures', () => {
  it('shows the picture named by its prompt, with what it was made from', async () => {
    show([entry([file('a.png')])], 'output/a.png');
    const viewer = await findViewer();
    const picture = await within(viewer).findByRole<HTMLImageElement>('img', { name: 'Picture: a lighthouse' });
    expect(new URL(picture.src).searchParams.get('filename')).toBe('a.png');
    fireEvent.load(picture);
    expect(within(viewer).getByText('100 %', { selector: 'span' })).toBeTruthy();
    const details = within(viewer).getByRole('complementary', { name: 'Details' });
    expect(details.textContent).toContain(`${SEED} Sampler #3`);
    expect(details.textContent).toContain('NodeKeep #2');
    expect(details.textContent).toContain('Prompt idp1');
    expect(within(details).getByRole('link', { name: 'Job p1' }).getAttribute('href')).toBe('#/history/p1');
  });

  it('zooms by buttons and keys', async () => {
    const { user } = show([entry([file('a.png')])], 'output/a.png');
    const viewer = await findViewer();
    fireEvent.load(await within(viewer).findByRole('img', { name: 'Picture: a lighthouse' }));
    const level = () => within(viewer).getByText(/^\d+ %$/, { selector: 'span' }).textContent;
    await user.click(within(viewer).getByRole('button', { name: 'Zoom in' }));
    expect(level()).toBe('150 %');
    await user.keyboard('+');
    expect(level()).toBe('188 %');
    await user.keyboard('-');
    expect(level()).toBe('150 %');
    await user.click(within(viewer).getByRole('button', { name: '100 %' }));
    expect(level()).toBe('100 %');
  });

  it('walks through the outputs by buttons and arrow keys, and stops at the ends', async () => {
    const { user, onOpen } = show([entry([file('a.png'), file('b.png'), file('c.png')])], 'output/b.png');
    const viewer = await findViewer();
    await within(viewer).findByText(', 2 of 3');
    await user.keyboard('{ArrowRight}');
    expect(onOpen).toHaveBeenLastCalledWith('output/c.png');
    expect(within(viewer).getByRole<HTMLButtonElement>('button', { name: 'Next output' }).disabled).toBe(true);
    await user.click(within(viewer).getByRole('button', { name: 'Previous output' }));
    await user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    expect(onOpen).toHaveBeenLastCalledWith('output/a.png');
    expect(onOpen).toHaveBeenCalledTimes(3);
  });

  it('closes by Escape', async () => {
    const { user, onOpen } = show([entry([file('a.png')])], 'output/a.png');
    await findViewer();
    await user.keyboard('{Escape}');
    expect(onOpen).toHaveBeenCalledWith(null);
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Viewer' })).toBeNull());
  });

  it('lists its keys on ?', async () => {
    const { user } = show([entry([file('a.png')])], 'output/a.png');
    const viewer = await findViewer();
    await within(viewer).findByText(', 1 of 1');
    await user.keyboard('?');
    expect(within(viewer).getByRole('region', { name: 'Keys' }).textContent).toContain('Previous and next output');
    await user.keyboard('?');
    expect(within(viewer).queryByRole('region', { name: 'Keys' })).toBeNull();
  });

  it('offers the file under a safe name', async () => {
    show([entry([file('a:b.png')])], 'output/a:b.png');
    const link = within(await findViewer()).getByRole<HTMLAnchorElement>('link', { name: 'Download' });
    expect(link.download).toBe('a_b.png');
  });

  it('opens the workflow beside what is open', async () => {
    const { user, workspace } = show([entry([file('a.png')], { extraData: { extra_pnginfo: { workflow: WORKFLOW } } })], 'output/a.png');
    const viewer = await findViewer();
    await within(viewer).findByText(', 1 of 1');
    await user.click(within(viewer).getByRole('button', { name: 'Open workflow' }));
    await waitFor(() => expect(workspace.documents.getState().activeId).not.toBeNull());
    expect(Object.values(workspace.documents.getState().documents).map(({ name }) => name)).toEqual(['portrait']);
  });

  it('closes beside the graph when it opened a workflow there', async () => {
    const { user, onOpen } = show(
      [entry([file('a.png')], { extraData: { extra_pnginfo: { workflow: WORKFLOW } } })],
      'output/a.png',
      {},
      'dock',
    );
    const viewer = await findViewer();
    await within(viewer).findByText(', 1 of 1');
    await user.click(within(viewer).getByRole('button', { name: 'Open workflow' }));
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(null));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Viewer' })).toBeNull());
  });

  it('copies the seed exactly', async () => {
    const { user } = show([entry([file('a.png')])], 'output/a.png');
    const viewer = await findViewer();
    await user.click(await within(viewer).findByRole('button', { name: 'Copy seed' }));
    expect(await navigator.clipboard.readText()).toBe(String(SEED));
  });
});

describe('what cannot be shown', () => {
  it('says that a temporary file is gone', async () => {
    const readFile = () => Promise.reject(new ApiError('http', { status: 404, url: '/view' }));
    show([entry([file('a.png', { type: 'temp' })])], 'temp/a.png', { readFile });
    const viewer = await findViewer();
    fireEvent.error(await within(viewer).findByRole('img', { name: 'Picture: a lighthouse' }));
    expect((await within(viewer).findByRole('alert')).textContent).toContain('the server empties its temporary folder');
  });

  it('says that the browser cannot show a file that is there', async () => {
    show([entry([file('a.exr')])], 'output/a.exr', { readFile: () => Promise.resolve(bytes('v/1')) });
    const viewer = await findViewer();
    fireEvent.error(await within(viewer).findByRole('img', { name: 'Picture: a lighthouse' }));
    expect((await within(viewer).findByRole('alert')).textContent).toContain('The browser cannot show this kind of file');
  });

  it('says when the server does not answer, and tries again', async () => {
    const readFile = () => Promise.reject(new ApiError('network', { url: '/view' }));
    const { user } = show([entry([file('a.png')])], 'output/a.png', { readFile });
    const viewer = await findViewer();
    fireEvent.error(await within(viewer).findByRole('img', { name: 'Picture: a lighthouse' }));
    await user.click(await within(viewer).findByRole('button', { name: 'Try again' }));
    expect(within(viewer).getByRole('img', { name: 'Picture: a lighthouse' })).toBeTruthy();
  });

  it('shows a file although its run is forgotten', async () => {
    show([], 'output/old.png');
    const viewer = await findViewer();
    expect(within(viewer).getByRole('img', { name: 'Output old.png' })).toBeTruthy();
    expect(within(viewer).getByRole<HTMLButtonElement>('button', { name: 'Next output' }).disabled).toBe(true);
  });

  it('says when an address names nothing', async () => {
    show([], 'text/gone/2/0');
    expect(await within(await findViewer()).findByText('This output is not known')).toBeTruthy();
  });
});

describe('the viewer of other kinds', () => {
  it('plays videos and sounds with the browser’s own controls', async () => {
    const { user } = show([entry([file('clip.mp4'), file('song.flac')])], 'output/clip.mp4');
    const viewer = await findViewer();
    await within(viewer).findByText(', 1 of 2');
    expect(within(viewer).getByLabelText<HTMLVideoElement>('Video: a lighthouse').controls).toBe(true);
    await user.keyboard('{ArrowRight}');
    expect(within(viewer).getByLabelText<HTMLAudioElement>('Sound: a lighthouse').controls).toBe(true);
  });

  it('shows texts, wrapped or not, to be copied', async () => {
    const outputs = { '2': { text: ['one\ntwo'] } };
    const { user } = show([buildHistoryEntry('p1', { outputs })], 'text/p1/2/0');
    const viewer = await findViewer();
    const text = await within(viewer).findByRole('region', { name: 'one two' });
    expect(text.textContent).toBe('one\ntwo');
    await user.click(within(viewer).getByRole('checkbox', { name: 'Wrap lines' }));
    expect(within(viewer).getByRole<HTMLInputElement>('checkbox', { name: 'Wrap lines' }).checked).toBe(false);
    await user.click(within(viewer).getByRole('button', { name: 'Copy text' }));
    expect(await navigator.clipboard.readText()).toBe('one\ntwo');
  });

  it('reads text files as text, markup included', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    show([entry([file('notes.txt')])], 'output/notes.txt', { readFile: () => Promise.resolve(bytes(markup)) });
    const viewer = await findViewer();
    expect((await within(viewer).findByRole('region', { name: 'notes.txt' })).textContent).toBe(markup);
    expect(within(viewer).queryByRole('img')).toBeNull();
  });

  it('says where 3D cannot be drawn, and offers the file', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    show([entry([file('thing.glb')])], 'output/thing.glb', { readFile: () => Promise.resolve(bytes('glTF')) });
    const viewer = await findViewer();
    expect((await within(viewer).findByRole('alert', {}, { timeout: 15_000 })).textContent).toContain('This browser cannot draw 3D here');
    vi.restoreAllMocks();
    expect(within(viewer).getByRole('link', { name: 'Download' })).toBeTruthy();
  });

  it('shows any other file as a file', async () => {
    show([entry([file('data.bin'), file('shape.obj')])], 'output/data.bin');
    const viewer = await findViewer();
    await within(viewer).findByText(', 1 of 2');
    expect(within(viewer).getByText(/There is no view for this kind of file/)).toBeTruthy();
    expect(within(viewer).getByRole('link', { name: 'Download' })).toBeTruthy();
  });

  it('shows SVG only as an image', async () => {
    show([entry([file('drawing.svg')])], 'output/drawing.svg');
    const viewer = await findViewer();
    expect((await within(viewer).findByRole('img', { name: 'Picture: a lighthouse' })).tagName).toBe('IMG');
    expect(within(viewer).queryByRole('document')).toBeNull();
  });
});
