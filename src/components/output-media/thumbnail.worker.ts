import { drawThumbnail } from './draw-thumbnail';
import type { ThumbnailAnswer, ThumbnailTask } from './thumbnail-maker';

/** Makes small pictures of full ones, one after another: decoding is what costs, and the page needs the other processor. */
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ThumbnailTask>) => {
  last = last.then(async () => {
    const thumbnail = await drawThumbnail(data.bytes).catch(() => null);
    const answer: ThumbnailAnswer = { id: data.id, thumbnail };
    self.postMessage(answer);
  });
});
