import type { Size } from '@/graph/document/model';
import { bandColor } from '../nodes/band-color';
import { texts as t } from '../structure/texts';
import type { GroupGesture } from './group-gesture';
import { boundsNow, type SceneGroup } from './scene-groups';
import { overlaps, visibleRect, type Viewport } from './viewport';

/** The part of a 2D context that is needed; tests pass a recorder. */
export type GroupContext = Pick<
  CanvasRenderingContext2D,
  'fillRect' | 'strokeRect' | 'fillText' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'globalAlpha' | 'textBaseline'
>;

export interface GroupPicture {
  readonly groups: readonly SceneGroup[];
  readonly gesture: GroupGesture | null;
  readonly viewport: Viewport;
  readonly size: Size;
  readonly token: (name: string) => string;
}

const FILL_ALPHA = 0.1;
/** It stands for what it hides. */
const FOLDED_ALPHA = 0.3;
const TITLE_SIZE = 20;
const MIN_TITLE_PX = 7;
const PADDING = 8;

/** Draws groups as tinted areas with their title; they lie below everything. The context must be transformed to canvas units. */
export function drawGroups(context: GroupContext, { groups, gesture, viewport, size, token }: GroupPicture): void {
  if (groups.length === 0) return;
  const visible = visibleRect(viewport, size);
  context.font = `${TITLE_SIZE}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.lineWidth = 1 / viewport.zoom;
  for (const placed of groups) {
    const { x, y, width, height } = boundsNow(placed, gesture);
    if (!overlaps({ x, y, width, height }, visible)) continue;
    const { color, title } = placed.group;
    const tint = color === undefined ? token('--border-strong') : bandColor(color);
    context.globalAlpha = placed.isFolded ? FOLDED_ALPHA : FILL_ALPHA;
    context.fillStyle = tint;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
    context.strokeStyle = tint;
    context.strokeRect(x, y, width, height);
    if (TITLE_SIZE * viewport.zoom < MIN_TITLE_PX) continue;
    context.fillStyle = token('--muted');
    const text = placed.isFolded ? t.foldedTitle({ title, count: placed.hidden }) : title;
    context.fillText(text, x + PADDING, y + PADDING, Math.max(1, width - 2 * PADDING));
  }
}
