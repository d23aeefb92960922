import { useEffect } from 'react';
import { useSession } from '@/session/session-provider';
import { keepAwake } from './wake-lock';

/** False where the browser has no way to keep a screen on: old ones, and all of them on plain http. */
export function canKeepAwake(): boolean {
  return 'wakeLock' in navigator;
}

/** Keeps the screen on while `isWanted`. */
export function useWakeLock(isWanted: boolean): void {
  const { clock, page } = useSession();
  // Synchronises with the power management of the device.
  useEffect(() => {
    if (!isWanted) return undefined;
    const request = canKeepAwake() ? () => navigator.wakeLock.request('screen') : null;
    return keepAwake({ request, isHidden: page.isHidden, onShown: page.onWake }, clock);
  }, [clock, page, isWanted]);
}
