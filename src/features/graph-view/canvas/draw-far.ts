import type { Size } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { bandColor } from '../nodes/band-color';
import type { DrawnPart } from '../wires/draw-links';
import { shiftOf, type NodeDrag } from './node-drag';
import type { Scene, SceneNode } from './scene';
import { overlaps, visibleRect, type Viewport } from './viewport';

/** The part of a 2D context that is needed; tests pass a recorder. */
export type BoxContext = Pick<
  CanvasRenderingContext2D,
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'globalAlpha'
  | 'textBaseline'
  | 'setTransform'
>;

/** What a box says about its node without words. */
export type BoxState = 'running' | 'failed' | 'cached' | 'done' | 'problem' | 'plain';

export interface FarPicture {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly drag: NodeDrag | null;
  readonly selection: ReadonlySet<NodeId>;
  readonly titleOf: (node: SceneNode) => string;
  readonly stateOf: (node: SceneNode) => BoxState;
  readonly token: (name: string) => string;
}

const STATE_TOKENS: Readonly<Record<BoxState, string>> = {
  running: '--accent',
  failed: '--danger',
  problem: '--danger',
  cached: '--info',
  done: '--success',
  plain: '--border-strong',
};

/** Below it a box is so small that outline and title are noise. */
const OUTLINE_ZOOM = 0.15;
const TITLE_PX = 11;
/** Below these a title is noise. */
const MIN_TITLE_WIDTH_PX = 56;
const MIN_TITLE_HEIGHT_PX = 14;
const CHARACTER_PX = 6;
const MUTED_ALPHA = 0.45;
/** The author's colour is a band, not a ground: text on it could not be read. */
const BAND_HEIGHT = 8;

/**
 * Draws nodes as boxes with status colours, and titles where they can be read. For zooms below the detail threshold; wires are drawn
 * before. The context must be transformed to canvas units. Each box is a rectangle of its own: one path of thousands of them is many
 * times slower to fill. Pure but for the context.
 * @returns the first box that is left for the next frame, null when there is none.
 */
export function drawFar(
  context: BoxContext,
  picture: FarPicture,
  { from, limit }: DrawnPart = { from: 0, limit: Infinity },
): number | null {
  const { scene, viewport, size, drag } = picture;
  const visible = visibleRect(viewport, size);
  const boxes: SceneNode[] = [];
  for (const node of scene.nodes.values()) {
    const shift = shiftOf(drag, node.id);
    const box = shift.x === 0 && shift.y === 0 ? node : { ...node, x: node.x + shift.x, y: node.y + shift.y };
    if (overlaps(box, visible)) boxes.push(box);
  }
  const part = boxes.slice(from, from + limit);
  if (viewport.zoom < OUTLINE_ZOOM) fillByState(context, picture, part);
  else {
    fillBoxes(context, picture, part);
    outlineBoxes(context, picture, part);
    writeTitles(context, picture, part);
  }
  return from + limit < boxes.length ? from + limit : null;
}

/**
 * Thousands of boxes of a few pixels: the whole box has the colour of its outline, which is one rectangle to paint instead of two, and
 * begins and ends with a pixel, which is painted several times faster than a part of one.
 */
function fillByState(context: BoxContext, { selection, stateOf, token, viewport, ratio }: FarPicture, boxes: readonly SceneNode[]): void {
  const scale = viewport.zoom * ratio;
  const [left, top] = [viewport.x * ratio, viewport.y * ratio];
  const colorOf = (box: SceneNode): string => (selection.has(box.id) ? '--accent' : STATE_TOKENS[stateOf(box)]);
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [isDim, alike] of groupBy(boxes, isOff)) {
    context.globalAlpha = isDim ? MUTED_ALPHA : 1;
    for (const [name, group] of groupBy(alike, colorOf)) {
      const plain = token(name);
      for (const box of group) {
        context.fillStyle = name === STATE_TOKENS.plain && box.node.color !== undefined ? bandColor(box.node.color) : plain;
        const x = Math.round(box.x * scale + left);
        const y = Math.round(box.y * scale + top);
        const right = Math.round((box.x + box.width) * scale + left);
        const bottom = Math.round((box.y + box.height) * scale + top);
        context.fillRect(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
      }
    }
  }
  context.globalAlpha = 1;
  context.setTransform(scale, 0, 0, scale, left, top);
}

function fillBoxes(context: BoxContext, { token }: FarPicture, boxes: readonly SceneNode[]): void {
  for (const [isDim, group] of groupBy(boxes, isOff)) {
    context.globalAlpha = isDim ? MUTED_ALPHA : 1;
    context.fillStyle = token('--raised');
    for (const box of group) context.fillRect(box.x, box.y, box.width, box.height);
  }
  context.globalAlpha = 1;
  for (const [color, group] of groupBy(boxes, (box) => box.node.color)) {
    if (color === undefined) continue;
    context.fillStyle = bandColor(color);
    for (const box of group) context.fillRect(box.x, box.y, box.width, BAND_HEIGHT);
  }
}

function outlineBoxes(context: BoxContext, { selection, stateOf, token, viewport }: FarPicture, boxes: readonly SceneNode[]): void {
  const outline = (group: readonly SceneNode[], color: string, widthPx: number): void => {
    context.strokeStyle = color;
    context.lineWidth = widthPx / viewport.zoom;
    for (const box of group) context.strokeRect(box.x, box.y, box.width, box.height);
  };
  for (const [state, group] of groupBy(boxes, stateOf)) outline(group, token(STATE_TOKENS[state]), state === 'plain' ? 1 : 3);
  const selected = boxes.filter((box) => selection.has(box.id));
  if (selected.length > 0) outline(selected, token('--accent'), 2.5);
}

function writeTitles(context: BoxContext, { titleOf, token, viewport }: FarPicture, boxes: readonly SceneNode[]): void {
  const { zoom } = viewport;
  context.fillStyle = token('--text');
  context.font = `${TITLE_PX / zoom}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  for (const box of boxes) {
    const widthPx = box.width * zoom;
    if (widthPx < MIN_TITLE_WIDTH_PX || box.height * zoom < MIN_TITLE_HEIGHT_PX) continue;
    context.fillText(cut(titleOf(box), Math.floor((widthPx - 6) / CHARACTER_PX)), box.x + 3 / zoom, box.y + 2 / zoom);
  }
}

function cut(title: string, length: number): string {
  return title.length <= length ? title : `${title.slice(0, Math.max(1, length - 1))}…`;
}

function isOff(box: SceneNode): boolean {
  return box.node.mode === 2 || box.node.mode === 4;
}

function groupBy<K>(boxes: readonly SceneNode[], keyOf: (box: SceneNode) => K): ReadonlyMap<K, readonly SceneNode[]> {
  const groups = new Map<K, SceneNode[]>();
  for (const box of boxes) {
    const key = keyOf(box);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [box]);
    else group.push(box);
  }
  return groups;
}
