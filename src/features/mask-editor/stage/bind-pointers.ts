import type { Point } from '../pixels/mask';
import type { ToolSettings } from '../tool-settings';
import type { StageView } from './create-view';
import type { Hand, HandPoint } from './hand';

export interface PointerParts {
  readonly host: HTMLElement;
  readonly view: StageView;
  readonly hand: Hand;
  readonly settings: () => ToolSettings;
}

const WHEEL_SPEED = 0.0015;
/** Of browsers that count lines. */
const LINE_PX = 16;

/**
 * Binds mouse, pen and fingers. One finger, pen or left button uses the tool; two fingers, the wheel and the middle button move and zoom;
 * the right button or Alt does the opposite of the tool; Shift draws straight from the last stroke. Returns its remover.
 */
export function bindPointers({ host, view, hand, settings }: PointerParts): () => void {
  const fingers = new Map<number, Point>();
  let panning: Point | null = null;

  const handleDown = (event: PointerEvent): void => {
    host.setPointerCapture(event.pointerId);
    const at = view.onStage(event);
    if (event.pointerType === 'touch') fingers.set(event.pointerId, at);
    if (fingers.size > 1) return hand.cancel();
    if (event.button === 1 || settings().tool === 'pan') {
      event.preventDefault();
      panning = at;
      return;
    }
    if (event.button !== 0 && event.button !== 2) return;
    view.setCursor(view.onPicture(event));
    hand.down(toHandPoint(view, event), { isOpposite: event.altKey || event.button === 2, isStraight: event.shiftKey });
  };
  const handleMove = (event: PointerEvent): void => {
    const at = view.onStage(event);
    if (fingers.size > 1) return pinch(fingers, event.pointerId, { at, view });
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
    if (panning !== null) {
      view.move({ x: at.x - panning.x, y: at.y - panning.y });
      panning = at;
      return;
    }
    view.setCursor(view.onPicture(event));
    const passed = event.getCoalescedEvents();
    for (const point of passed.length > 0 ? passed : [event]) hand.along(toHandPoint(view, point));
  };
  const handleUp = (event: PointerEvent): void => {
    const wasPinching = fingers.size > 1;
    fingers.delete(event.pointerId);
    panning = null;
    if (wasPinching || event.type === 'pointercancel') hand.cancel();
    else hand.up();
  };
  const handleWheel = (event: WheelEvent): void => {
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? LINE_PX : 1) * WHEEL_SPEED), view.onStage(event));
  };
  const listening = new AbortController();
  const { signal } = listening;
  host.addEventListener('pointerdown', handleDown, { signal });
  host.addEventListener('pointermove', handleMove, { signal });
  host.addEventListener('pointerup', handleUp, { signal });
  host.addEventListener('pointercancel', handleUp, { signal });
  host.addEventListener('wheel', handleWheel, { signal, passive: false });
  host.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => listening.abort();
}

function toHandPoint(view: StageView, event: PointerEvent): HandPoint {
  return { ...view.onPicture(event), pressure: event.pointerType === 'pen' ? event.pressure : 1 };
}

interface Pinched {
  readonly at: Point;
  readonly view: StageView;
}

/** Two fingers: their middle moves the picture, their distance zooms it. */
function pinch(fingers: Map<number, Point>, moved: number, { at, view }: Pinched): void {
  const before = pairOf(fingers);
  fingers.set(moved, at);
  const now = pairOf(fingers);
  view.move({ x: now.middle.x - before.middle.x, y: now.middle.y - before.middle.y });
  if (before.spread > 0) view.zoom(now.spread / before.spread, now.middle);
}

function pairOf(fingers: ReadonlyMap<number, Point>): { readonly middle: Point; readonly spread: number } {
  const [a = { x: 0, y: 0 }, b = a] = [...fingers.values()];
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, spread: Math.hypot(a.x - b.x, a.y - b.y) };
}
