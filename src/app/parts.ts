import type { ComponentType } from 'react';
import { lazyPart, type LazyPart } from './lazy-part';
import { startIsOver } from './start';

// What the first moment does not show. Each is read when it is first shown, or while the page rests after its start.
const graph = lazyPart(async () => (await import('./screens/graph-parts')).GraphView);
const library = lazyPart(async () => (await import('./screens/library-beside')).LibraryBeside);
const problems = lazyPart(async () => (await import('./screens/graph-parts')).ProblemsPanel);
const palette = lazyPart(async () => (await import('./commands/command-palette')).CommandPalette);
const shortcuts = lazyPart(async () => (await import('./commands/shortcut-sheet')).ShortcutSheet);
const share = lazyPart(async () => (await import('@/features/share/share-dialog')).ShareDialog);
const maskEditor = lazyPart(async () => (await import('@/features/mask-editor')).MaskEditor);
const queue = dockPart(async () => (await import('./screens/dock-queue')).DockQueue);
const history = dockPart(async () => (await import('./screens/dock-history')).DockHistory);
const gallery = dockPart(async () => (await import('./screens/dock-gallery')).DockGallery);

/** The dock stands beside what one came for. */
function dockPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  return lazyPart(() => startIsOver.then(load));
}

export const GraphView = graph.Part;
export const LibraryBeside = library.Part;
export const CommandPalette = palette.Part;
export const ShortcutSheet = shortcuts.Part;
export const ShareDialog = share.Part;
export const MaskEditor = maskEditor.Part;
export const DockProblems = problems.Part;
export const DockQueue = queue.Part;
export const DockHistory = history.Part;
export const DockGallery = gallery.Part;

/** Fetches what people look at next, so that it is there by then. What cannot be fetched now is fetched when it is shown. */
export async function preloadParts(): Promise<void> {
  for (const part of [graph, library, palette, queue, history, gallery]) await part.preload();
}
