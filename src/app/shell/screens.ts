import {
  Box,
  GalleryThumbnails,
  History,
  ImageUp,
  ListOrdered,
  Server,
  Settings,
  SquarePen,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../texts';

/** One entry of the rail and of the bottom bar. */
export interface Screen {
  readonly id: 'graph' | 'form' | 'queue' | 'history' | 'gallery' | 'inputs' | 'models' | 'server' | 'settings';
  readonly title: string;
  readonly path: string;
  readonly icon: LucideIcon;
  /** Has a place of its own in the bar of a phone; the others are under "More". */
  readonly isInBar: boolean;
}

/** The screens there are, in the order of the rail. */
export const SCREENS: readonly Screen[] = [
  { id: 'graph', title: t.graph, path: '/graph', icon: Workflow, isInBar: true },
  { id: 'form', title: t.form, path: '/form', icon: SquarePen, isInBar: true },
  { id: 'queue', title: t.queue, path: '/queue', icon: ListOrdered, isInBar: true },
  { id: 'history', title: t.history, path: '/history', icon: History, isInBar: true },
  { id: 'gallery', title: t.gallery, path: '/gallery', icon: GalleryThumbnails, isInBar: true },
  { id: 'inputs', title: t.inputs, path: '/inputs', icon: ImageUp, isInBar: false },
  { id: 'models', title: t.models, path: '/models', icon: Box, isInBar: false },
  { id: 'server', title: t.server, path: '/server', icon: Server, isInBar: false },
  { id: 'settings', title: t.settings, path: '/settings', icon: Settings, isInBar: false },
];
