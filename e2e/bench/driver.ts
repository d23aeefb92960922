import type { CDPSession } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Button = 'none' | 'left' | 'middle';
/** One mouse event as DevTools takes it. */
interface MouseEvent extends Point {
  readonly type: 'mousePressed' | 'mouseReleased' | 'mouseMoved' | 'mouseWheel';
  readonly button?: Button;
  readonly buttons?: number;
  readonly clickCount?: number;
  readonly deltaX?: number;
  readonly deltaY?: number;
}

const TICK_MS = 16;
const MAX_UNANSWERED = 4;
const BUTTONS: Readonly<Record<Button, number>> = { none: 0, left: 1, middle: 4 };

/** A hand on the mouse that keeps time. */
export interface Driver {
  readonly press: (at: Point, button: Button) => Promise<void>;
  readonly release: (at: Point, button: Button) => Promise<void>;
  readonly move: (at: Point, button?: Button) => Promise<void>;
  readonly wheel: (at: Point, deltaY: number) => Promise<void>;
  /** Middle drag along a Lissajous path around `centre`. */
  readonly pan: (centre: Point, seconds: number) => Promise<void>;
  /** Repeated drags of 1,000 px to the left; `between` looks around after each. */
  readonly sweep: (right: Point, seconds: number, between: () => Promise<void>) => Promise<void>;
  /** Wheel in and out; the direction changes every 0.6 s. */
  readonly zoom: (centre: Point, seconds: number, first: 'in' | 'out') => Promise<void>;
  /** Left drag of whatever is under `from`, along the path of `pan`. */
  readonly dragAround: (from: Point, seconds: number) => Promise<void>;
  /** Wheel down without a pause. */
  readonly scroll: (at: Point, seconds: number) => Promise<void>;
}

const PATH_RADIUS_PX = 220;
const SWEEP_PX = 1_000;
const SWEEP_TICKS = 32;
const ZOOM_TURN_S = 0.6;
/** Per tick; over one turn the scale changes by a factor of about 4.7. */
const ZOOM_DELTA = 30;
const SCROLL_DELTA = 240;

/** A driver of one page. Events leave on a clock of 16 ms, and never more than four are unanswered: a slow page is neither flooded nor spared. */
export function createDriver(cdp: CDPSession): Driver {
  let unanswered = 0;
  const send = async (event: MouseEvent): Promise<void> => {
    unanswered++;
    try {
      await cdp.send('Input.dispatchMouseEvent', { ...event, pointerType: 'mouse' });
    } finally {
      unanswered--;
    }
  };
  const event = (type: MouseEvent['type'], at: Point, button: Button): MouseEvent => ({ type, ...at, button, buttons: BUTTONS[button] });
  const press = (at: Point, button: Button): Promise<void> => send({ ...event('mousePressed', at, button), clickCount: 1 });
  const release = (at: Point, button: Button): Promise<void> => send({ ...event('mouseReleased', at, button), buttons: 0, clickCount: 1 });
  const move = (at: Point, button: Button = 'none'): Promise<void> => send(event('mouseMoved', at, button));
  const wheel = (at: Point, deltaY: number): Promise<void> => send({ ...event('mouseWheel', at, 'none'), deltaX: 0, deltaY });

  /** Calls `step` on the clock until it answers null; skips what would be a fifth unanswered event. */
  const play = async (step: (elapsedS: number, tick: number) => MouseEvent | null): Promise<void> => {
    const startedAt = performance.now();
    const pending = new Set<Promise<void>>();
    for (let tick = 0; ; tick++) {
      const dueMs = startedAt + tick * TICK_MS - performance.now();
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
      const next = step((performance.now() - startedAt) / 1_000, tick);
      if (next === null) break;
      if (unanswered >= MAX_UNANSWERED) continue;
      const sending = send(next).finally(() => pending.delete(sending));
      pending.add(sending);
    }
    await Promise.all(pending);
  };
  const along = (centre: Point, seconds: number): Point => ({
    x: centre.x + PATH_RADIUS_PX * Math.sin(seconds * 2.1),
    y: centre.y + PATH_RADIUS_PX * Math.sin(seconds * 2.8),
  });
  const drag = async (from: Point, seconds: number, button: Button): Promise<void> => {
    await move(from);
    await press(from, button);
    await play((elapsedS) => (elapsedS >= seconds ? null : event('mouseMoved', along(from, elapsedS), button)));
    await release(along(from, seconds), button);
  };
  return {
    press,
    release,
    move,
    wheel,
    pan: (centre, seconds) => drag(centre, seconds, 'middle'),
    dragAround: (from, seconds) => drag(from, seconds, 'left'),
    sweep: async (right, seconds, between) => {
      const startedAt = performance.now();
      while (performance.now() - startedAt < seconds * 1_000) {
        await press(right, 'middle');
        await play((_elapsedS, tick) =>
          tick > SWEEP_TICKS ? null : event('mouseMoved', { x: right.x - (SWEEP_PX * tick) / SWEEP_TICKS, y: right.y }, 'middle'),
        );
        await release({ x: right.x - SWEEP_PX, y: right.y }, 'middle');
        await between();
      }
    },
    zoom: async (centre, seconds, first) => {
      await play((elapsedS) => {
        if (elapsedS >= seconds) return null;
        const isFirst = Math.floor(elapsedS / ZOOM_TURN_S) % 2 === 0;
        const deltaY = isFirst === (first === 'in') ? -ZOOM_DELTA : ZOOM_DELTA;
        return { ...event('mouseWheel', centre, 'none'), deltaX: 0, deltaY };
      });
    },
    scroll: async (at, seconds) => {
      await play((elapsedS) => (elapsedS >= seconds ? null : { ...event('mouseWheel', at, 'none'), deltaX: 0, deltaY: SCROLL_DELTA }));
    },
  };
}
