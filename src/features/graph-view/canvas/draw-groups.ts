import type { GraphGroup, Size } from '@/graph/document/model';
import { bandColor } from '../nodes/band-color';
import { overlaps, visibleRect, type Viewport } from './viewport';

/** The part of a 2D context that is needed; tests pass a recorder. */
export type GroupContext = Pick<
  CanvasRenderingContext2D,
  'fillRect' | 'strokeRect' | 'fillText' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'globalAlpha' | 'textBaseline'
>;

export interface GroupPicture {
  readonly groups: readonly GraphGroup[];
  readonly viewport: Viewport;
  readonly size: Size;
  readonly token: (name: string) => string;
}

const FILL_ALPHA = 0.1;
const TITLE_SIZE = 20;
const MIN_TITLE_PX = 7;
const PADDING = 8;

/** Draws groups as tinted areas with their title; they lie below everything. The context must be transformed to canvas units. */
export function drawGroups(context: GroupContext, { groups, viewport, size, token }: GroupPicture): void {
  const visible = visibleRect(viewport, size);
  context.font = `${TITLE_SIZE}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.lineWidth = 1 / viewport.zoom;
  for (const { bounds, color, title } of groups) {
    if (!overlaps(bounds, visible)) continue;
    const tint = color === undefined ? token('--border-strong') : bandColor(color);
    context.globalAlpha = FILL_ALPHA;
    context.fillStyle = tint;
    context.fillRect(bounds.x, bounds.y, bounds.width, bounds.height);
    context.globalAlpha = 1;
    context.strokeStyle = tint;
    context.strokeRect(bounds.x, bounds.y, bounds.width, bounds.height);
    if (TITLE_SIZE * viewport.zoom < MIN_TITLE_PX) continue;
    context.fillStyle = token('--muted');
    context.fillText(title, bounds.x + PADDING, bounds.y + PADDING, Math.max(1, bounds.width - 2 * PADDING));
  }
}
