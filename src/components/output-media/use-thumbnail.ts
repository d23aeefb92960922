import { useEffect, useState } from 'react';
import { useSession } from '@/session/session-provider';
import { thumbnailsOf } from './thumbnails';
import type { Picture, ThumbnailResult } from './thumbnails';

/**
 * The small copy of one picture; null while it is waited for.
 * @param isHeld true keeps what is not in memory from being asked for, e.g. while the list scrolls fast.
 */
export function useThumbnail({ jobId, file }: Picture, isHeld: boolean): ThumbnailResult | null {
  const thumbnails = thumbnailsOf(useSession());
  const [result, setResult] = useState(() => thumbnails.peek({ jobId, file }));
  const isWanted = result === null && !isHeld;
  const { filename, subfolder, type } = file;
  // Synchronises with what is loaded and made for all lists of the server.
  useEffect(() => {
    if (!isWanted) return undefined;
    return thumbnails.request({ jobId, file: { filename, subfolder, type } }, setResult);
  }, [thumbnails, isWanted, jobId, filename, subfolder, type]);
  return result;
}
