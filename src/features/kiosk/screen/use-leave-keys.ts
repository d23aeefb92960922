import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '@/session/session-provider';

/** The second Esc has to come this soon. */
const TWICE_WITHIN_MS = 1_000;

/** Esc twice leaves the wall; no other key does anything. */
export function useLeaveKeys(): void {
  const navigate = useNavigate();
  const { clock } = useSession();
  // Synchronises with the window's keyboard: nothing on a wall has the focus.
  useEffect(() => {
    let firstAtMs = -Infinity;
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat) return;
      const nowMs = clock.monotonicMs();
      if (nowMs - firstAtMs <= TWICE_WITHIN_MS) void navigate({ href: '/graph' });
      firstAtMs = nowMs;
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [clock, navigate]);
}
