import { useEffect, useMemo } from 'react';
import { useSession } from '@/session/session-provider';
import type { GalleryItem } from '../gallery-items';

/** Loads and decodes the pictures beside the one shown, so that the next step shows at once. They are let go with the step. */
export function usePreloaded(items: readonly (GalleryItem | undefined)[]): void {
  const { client } = useSession();
  const urls = useMemo(
    () =>
      items.flatMap((item) => {
        const file = item?.output.kind === 'image' ? item.output.file : null;
        return file === null || item === undefined ? [] : [client.viewUrl(file, item.job === null ? {} : { cacheKey: item.job.id })];
      }),
    [client, items],
  );
  // Synchronises the browser's memory of pictures with what is beside the one shown.
  useEffect(() => {
    const images = urls.map((url) => {
      const image = new Image();
      image.decoding = 'async';
      image.src = url;
      return image;
    });
    return () => images.forEach((image) => image.removeAttribute('src'));
  }, [urls]);
}
