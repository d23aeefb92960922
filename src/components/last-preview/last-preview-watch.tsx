import { useEffect } from 'react';
import { useSession } from '@/session/session-provider';
import { lastPreviewsOf } from './last-previews';

/** Keeps the last preview of every run that ends without a result. Place it once. */
export function LastPreviewWatch() {
  const session = useSession();
  // Synchronises with the live store, which drops previews when the next run begins.
  useEffect(() => lastPreviewsOf(session).watch(), [session]);
  return null;
}
