import { useLayoutEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';

/** Keys of all entries in order; an array is one. A long list need not hold its keys. */
export interface RovingKeys {
  readonly length: number;
  /** Only asked for places from 0 to below the length. */
  at(index: number): string | undefined;
  /** −1 when there is no such entry. */
  indexOf(key: string): number;
}

export interface RovingOptions {
  /** Also of those not drawn. */
  readonly keys: RovingKeys;
  /** Entries side by side; 1 for a list. */
  readonly columns?: number;
}

export interface RovingContainerProps {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

export interface Roving {
  /** The one entry in the tab order; −1 without entries. Draw it even where it is out of sight. */
  readonly activeIndex: number;
  /** For the element around all entries; `onReveal` brings one into view before it gets the focus. */
  readonly containerProps: (onReveal: (index: number) => void) => RovingContainerProps;
  /** Makes an entry the active one as soon as it is there; it gets the focus if the list has it. */
  readonly follow: (key: string) => void;
  /** For the focusable element of an entry. */
  readonly targetProps: (index: number) => { readonly tabIndex: 0 | -1; readonly 'data-roving': string };
}

/**
 * One tab stop for a whole list or grid: arrows, Home, End and the page keys move within. The place is remembered by key, so entries
 * that come and go do not move it; when the entry with the focus goes, the one that takes its place gets it. Buttons inside an entry
 * (`data-roving-entry`) belong to it: they are in the tab order only while it is active.
 */
export function useRoving({ keys, columns = 1 }: RovingOptions): Roving {
  const [active, setActive] = useState<{ readonly key: string; readonly index: number } | null>(null);
  const focused = useRef<HTMLElement | null>(null);
  const isMoving = useRef(false);
  const activeIndex = findActive(keys, active);

  // Synchronises the browser's focus with the entry that was moved to, or that took the place of one that went.
  useLayoutEffect(() => {
    const isLost = focused.current !== null && document.activeElement === document.body;
    if (focused.current !== null && (isMoving.current || isLost)) focusTarget(focused.current, keyAt(keys, activeIndex));
    isMoving.current = false;
  });

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>, onReveal: (index: number) => void): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isField(event.target)) return;
    const step = toStep(event.key, columns, keys.length);
    if (step === null) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(keys.length - 1, activeIndex + step));
    const key = keyAt(keys, index);
    if (key === undefined) return;
    focused.current = event.currentTarget;
    isMoving.current = true;
    onReveal(index);
    setActive({ key, index });
  };
  const handleFocus = (event: FocusEvent<HTMLElement>): void => {
    focused.current = event.currentTarget;
    const entry = event.target.closest<HTMLElement>('[data-roving-entry]') ?? event.target;
    const key = entry.dataset['rovingEntry'] ?? entry.dataset['roving'];
    if (key !== undefined && key !== keyAt(keys, activeIndex)) setActive({ key, index: keys.indexOf(key) });
  };
  const handleBlur = (): void => {
    focused.current = null;
  };
  const follow = (key: string): void => {
    isMoving.current = true;
    setActive((before) => ({ key, index: before?.index ?? 0 }));
  };
  return {
    activeIndex,
    follow,
    containerProps: (onReveal) => ({ onKeyDown: (event) => handleKeyDown(event, onReveal), onFocus: handleFocus, onBlur: handleBlur }),
    targetProps: (index) => ({ tabIndex: index === activeIndex ? 0 : -1, 'data-roving': keyAt(keys, index) ?? '' }),
  };
}

function keyAt(keys: RovingKeys, index: number): string | undefined {
  return index < 0 || index >= keys.length ? undefined : keys.at(index);
}

function findActive(keys: RovingKeys, active: { readonly key: string; readonly index: number } | null): number {
  const found = active === null ? -1 : keys.indexOf(active.key);
  return found >= 0 ? found : Math.min(Math.max(0, active?.index ?? 0), keys.length - 1);
}

function focusTarget(container: HTMLElement, key: string | undefined): void {
  const targets = [...container.querySelectorAll<HTMLElement>('[data-roving]')];
  targets.find((target) => target.dataset['roving'] === key)?.focus({ preventScroll: true });
}

/** Rows a page key moves by. */
const PAGE_ROWS = 8;

function toStep(key: string, columns: number, count: number): number | null {
  const isGrid = columns > 1;
  switch (key) {
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    case 'ArrowRight':
      return isGrid ? 1 : null;
    case 'ArrowLeft':
      return isGrid ? -1 : null;
    case 'PageDown':
      return PAGE_ROWS * columns;
    case 'PageUp':
      return -PAGE_ROWS * columns;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}

function isField(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
