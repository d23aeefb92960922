import type { Mask, Point } from '../pixels/mask';
import type { StageView } from './create-view';
import type { Hand } from './hand';

const STEP_PX = 8;
const LEAP_PX = 64;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export interface KeyHandParts {
  readonly view: Pick<StageView, 'cursor' | 'setCursor' | 'scale'>;
  readonly hand: Hand;
  readonly picture: Pick<Mask, 'width' | 'height'>;
  /** For those who do not see it: the tool is on the picture now, or off it. */
  readonly onPress: (isDown: boolean) => void;
}

/** The tool moved by arrow keys, put down and lifted by Space. The function answers whether a key was one of its own. */
export function createKeyHand({
  view,
  hand,
  picture,
  onPress,
}: KeyHandParts): (event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>) => boolean {
  const nudge = ({ x, y }: Point, isLeap: boolean): void => {
    const step = Math.max(1, Math.round((isLeap ? LEAP_PX : STEP_PX) / view.scale()));
    const from = view.cursor();
    const to = { x: within(from.x + x * step, picture.width), y: within(from.y + y * step, picture.height) };
    view.setCursor(to);
    hand.along({ ...to, pressure: 1 });
  };
  const lift = (): void => {
    hand.up();
    onPress(false);
  };
  const press = (isOpposite: boolean): void => {
    hand.down({ ...view.cursor(), pressure: 1 }, { isOpposite });
    if (hand.isDown()) onPress(true);
  };
  return ({ key, shiftKey, altKey }) => {
    const arrow = ARROWS[key];
    if (arrow !== undefined) nudge(arrow, shiftKey);
    else if (key === ' ' && !hand.isDown()) press(altKey);
    else if (hand.isDown() && (key === ' ' || key === 'Enter')) lift();
    else if (hand.isDown() && key === 'Escape') hand.cancel();
    else return false;
    return true;
  };
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
