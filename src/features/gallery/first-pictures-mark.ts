import { mark } from '@/lib/marks';

/** A screen full of pictures of the usual size. */
const FIRST_PICTURES = 24;

/** Notes when the first screen of pictures can be seen. Make one per list and call it with the list whenever a picture has loaded. */
export function createFirstPicturesMark(): (list: HTMLElement) => void {
  let isMarked = false;
  return (list) => {
    if (isMarked) return;
    const tiles = Math.min(FIRST_PICTURES, list.querySelectorAll('[data-output]').length);
    const shown = [...list.querySelectorAll('img')].filter((picture) => picture.complete && picture.naturalWidth > 0);
    if (shown.length < tiles) return;
    isMarked = true;
    mark('gallery:first-pictures');
  };
}
