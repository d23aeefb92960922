import { GalleryThumbnails, History, ListOrdered, Workflow, type LucideIcon } from 'lucide-react';
import { t } from '../texts';

/** One entry of the rail and of the bottom bar. */
export interface Screen {
  readonly id: 'graph' | 'queue' | 'history' | 'gallery';
  readonly title: string;
  readonly path: string;
  readonly icon: LucideIcon;
}

/** The screens there are, in the order of the rail. */
export const SCREENS: readonly Screen[] = [
  { id: 'graph', title: t.graph, path: '/graph', icon: Workflow },
  { id: 'queue', title: t.queue, path: '/queue', icon: ListOrdered },
  { id: 'history', title: t.history, path: '/history', icon: History },
  { id: 'gallery', title: t.gallery, path: '/gallery', icon: GalleryThumbnails },
];
