import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { GalleryPanel } from '../gallery-panel';
import { toPixel } from './fit';
import { toPeaks, toWavePath } from './waveform';

const file = (filename: string): JsonObject => ({ filename, subfolder: '', type: 'output' });

function Routed({ first }: { readonly first: string }) {
  const [output, setOutput] = useState<string | null>(first);
  return (
    <GalleryPanel
      layout="page"
      filters={{}}
      onFiltersChange={() => undefined}
      {...(output === null ? {} : { openOutput: output })}
      onOpenOutput={setOutput}
    />
  );
}

async function show(names: readonly string[]) {
  const entry = buildHistoryEntry('p1', { outputs: { '2': { images: names.map(file) } } });
  const view = renderWithSession(<Routed first={`output/${names[0] ?? ''}`} />, {
    client: { history: () => Promise.resolve(buildHistory([entry])), readFile: () => Promise.reject(new Error('not here')) },
    wrap: createPageParts().wrap,
  });
  const viewer = await screen.findByRole('dialog', { name: 'Viewer' });
  await within(viewer).findByText(`, 1 of ${names.length}`);
  return { ...view, viewer };
}

function swipe(element: Element, from: number, to: number): void {
  const finger = { pointerType: 'touch', isPrimary: true, pointerId: 1, clientY: 100 };
  fireEvent.pointerDown(element, { ...finger, clientX: from });
  fireEvent.pointerUp(element, { ...finger, clientX: to });
}

describe('comparing pictures', () => {
  it('stands two side by side, up to four, with one zoom for all', async () => {
    const { user, viewer } = await show(['a.png', 'b.png', 'c.png']);
    await user.keyboard('c');
    const compare = await within(viewer).findByRole('region', { name: 'Compare' }, { timeout: 10_000 });
    expect(within(compare).getAllByRole('figure')).toHaveLength(2);
    await user.selectOptions(within(viewer).getByRole('combobox', { name: 'How many to compare' }), 'Three');
    const pictures = within(compare).getAllByRole('img');
    expect(pictures).toHaveLength(3);
    const [first] = pictures;
    Object.defineProperties(first, { naturalWidth: { value: 100 }, naturalHeight: { value: 50 } });
    if (first !== undefined) fireEvent.load(first);
    await user.click(within(compare).getByRole('button', { name: '100 %' }));
    await user.keyboard('+');
    const places = within(compare)
      .getAllByRole('img')
      .map(({ style }) => style.transform);
    expect(new Set(places).size).toBe(1);
    expect(places[0]).toContain('scale(1.25)');
  });

  it('lays two over each other as slider, difference and flicker', async () => {
    const { user, viewer } = await show(['a.png', 'b.png']);
    await user.click(within(viewer).getByRole('button', { name: 'Compare' }));
    const mode = await within(viewer).findByRole('combobox', { name: 'How to compare' }, { timeout: 10_000 });
    await user.selectOptions(mode, 'Slider');
    const split = within(viewer).getByRole('slider', { name: 'Where the pictures meet' });
    fireEvent.change(split, { target: { value: '20' } });
    expect(within(viewer).getAllByRole('img')[1]?.parentElement?.style.clipPath).toContain('20%');
    await user.selectOptions(mode, 'Difference');
    expect(within(viewer).getAllByRole('img')[1]?.style.mixBlendMode).toBe('difference');
    await user.selectOptions(mode, 'Flicker');
    await user.click(within(viewer).getByRole('button', { name: /Show the next/ }));
    expect(within(viewer).getByRole('button', { name: 'Show the next (2 of 2)' })).toBeTruthy();
    await user.click(within(viewer).getByRole('button', { name: 'End comparing' }));
    expect(within(viewer).queryByRole('combobox', { name: 'How to compare' })).toBeNull();
  });

  it('says when there is nothing to compare with', async () => {
    const { viewer } = await show(['a.png', 'b.mp4']);
    const button = within(viewer).getByRole<HTMLButtonElement>('button', { name: 'Compare' });
    expect([button.disabled, button.title]).toEqual([true, 'There is no second picture to compare with']);
  });
});

describe('looking closely', () => {
  it('changes the background by key and by choice', async () => {
    const { user, viewer } = await show(['a.png']);
    const choice = within(viewer).getByRole<HTMLSelectElement>('combobox', { name: 'Background' });
    await user.keyboard('b');
    expect(choice.value).toBe('checker');
    await user.selectOptions(choice, 'Black');
    expect(choice.value).toBe('black');
  });

  it('goes on by a swipe, and not by a short or steep one', async () => {
    const { viewer } = await show(['a.png', 'b.png']);
    const picture = within(viewer).getByRole('img', { name: 'Output a.png' });
    swipe(picture, 300, 280);
    expect(within(viewer).getByText(', 1 of 2')).toBeTruthy();
    swipe(picture, 300, 100);
    await waitFor(() => expect(within(viewer).getByText(', 2 of 2')).toBeTruthy());
    swipe(within(viewer).getByRole('img', { name: 'Output b.png' }), 100, 300);
    await waitFor(() => expect(within(viewer).getByText(', 1 of 2')).toBeTruthy());
  });

  it('finds the pixel below a point, and none beside the picture', () => {
    const size = { width: 10, height: 8 };
    expect(toPixel({ k: 4, x: 20, y: 10 }, size, { x: 27.9, y: 18 })).toEqual({ x: 1, y: 2 });
    expect(toPixel({ k: 4, x: 20, y: 10 }, size, { x: 19, y: 18 })).toBeNull();
    expect(toPixel({ k: 4, x: 20, y: 10 }, size, { x: 60, y: 18 })).toBeNull();
  });
});

describe('playing', () => {
  it('steps a video by frames, sets its speed, loop and a range', async () => {
    const { user, viewer } = await show(['clip.mp4']);
    const video = within(viewer).getByLabelText<HTMLVideoElement>('Output clip.mp4');
    const pause = vi.spyOn(video, 'pause').mockImplementation(() => undefined);
    Object.defineProperty(video, 'duration', { value: 10 });
    await user.click(within(viewer).getByRole('button', { name: 'Frame forward' }));
    expect(pause).toHaveBeenCalled();
    expect(video.currentTime).toBeCloseTo(1 / 24, 3);
    await user.keyboard(',');
    expect(video.currentTime).toBe(0);
    await user.selectOptions(within(viewer).getByRole('combobox', { name: 'Speed' }), '0.5 ×');
    expect(video.playbackRate).toBe(0.5);
    video.currentTime = 2;
    await user.click(within(viewer).getByRole('button', { name: 'Range from here' }));
    video.currentTime = 4;
    await user.click(within(viewer).getByRole('button', { name: 'to here' }));
    fireEvent.timeUpdate(video);
    expect(video.currentTime).toBe(2);
    await user.click(within(viewer).getByRole('button', { name: 'Leave range 2.00–4.00 s' }));
    await user.click(within(viewer).getByRole('button', { name: 'Loop' }));
    expect(video.loop).toBe(false);
  });

  it('says when a sound has no waveform and plays it all the same', async () => {
    const { viewer } = await show(['song.flac']);
    expect(await within(viewer).findByText('No waveform for this sound')).toBeTruthy();
    expect(within(viewer).getByLabelText<HTMLAudioElement>('Output song.flac').controls).toBe(true);
  });

  it('draws the loudest sample of each stretch', () => {
    expect(toPeaks(Float32Array.of(0, -0.5, 0.25, 0.1, 1.5, 0), 3)).toEqual([0.5, 0.25, 1]);
    expect(toPeaks(new Float32Array(), 2)).toEqual([0, 0]);
    expect(toWavePath([0.5, 0])).toBe('M0.5 0.500V1.500M1.5 0.980V1.020');
  });
});
