import type { CSSProperties } from 'react';
import { t } from '../texts';

/** What a picture lies on. */
export type Backdrop = 'plain' | 'checker' | 'black' | 'grey' | 'white';

export const BACKDROPS: readonly { readonly value: Backdrop; readonly label: string }[] = [
  { value: 'plain', label: t.backdropPlain },
  { value: 'checker', label: t.backdropChecker },
  { value: 'black', label: t.backdropBlack },
  { value: 'grey', label: t.backdropGrey },
  { value: 'white', label: t.backdropWhite },
];

const SQUARE_PX = 16;

/** Colours that are the same in both themes: they are there to judge a picture by. */
const STYLES: Readonly<Record<Backdrop, CSSProperties>> = {
  plain: {},
  checker: {
    backgroundColor: '#ffffff',
    backgroundImage: 'repeating-conic-gradient(#c8c8c8 0 25%, transparent 0 50%)',
    backgroundSize: `${SQUARE_PX}px ${SQUARE_PX}px`,
  },
  black: { backgroundColor: '#000000' },
  grey: { backgroundColor: '#808080' },
  white: { backgroundColor: '#ffffff' },
};

export function toBackdropStyle(backdrop: Backdrop): CSSProperties {
  return STYLES[backdrop];
}

/** The one whose name a list gave, else plain. */
export function toBackdrop(value: string): Backdrop {
  return BACKDROPS.find((one) => one.value === value)?.value ?? 'plain';
}

/** The next in the list, from the last to the first. */
export function nextBackdrop(backdrop: Backdrop): Backdrop {
  const at = BACKDROPS.findIndex(({ value }) => value === backdrop);
  return BACKDROPS[(at + 1) % BACKDROPS.length]?.value ?? 'plain';
}
