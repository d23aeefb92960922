import { useStore } from 'zustand';
import { CLOCK_SKEW_TOLD_MS } from '@/config/limits';
import { useSession } from './session-provider';

/** How far this machine's clock and the server's are apart when that is worth telling (above a minute), else null. Positive: the server is ahead. */
export function useClockSkew(): number | null {
  const { offsetMs } = useStore(useSession().clockSkew);
  return offsetMs !== null && Math.abs(offsetMs) > CLOCK_SKEW_TOLD_MS ? offsetMs : null;
}
