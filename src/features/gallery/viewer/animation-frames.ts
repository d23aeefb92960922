import { AppError } from '@/lib/errors';

/** The frames of a moving picture, decoded one at a time; lives until `dispose`. */
export interface AnimationFrames {
  readonly count: number;
  /** Draws a frame onto a canvas of the picture's size. @throws DOMException where the file is broken there. */
  readonly draw: (index: number, canvas: HTMLCanvasElement) => Promise<void>;
  readonly dispose: () => void;
}

/** Whether this browser can take a moving picture apart. */
export function canDecodeFrames(): boolean {
  return typeof ImageDecoder !== 'undefined';
}

/** @throws AppError `no-frames` for kinds the browser cannot take apart. */
export async function createAnimationFrames(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<AnimationFrames> {
  if (!(await ImageDecoder.isTypeSupported(type))) throw new AppError('no-frames', `the browser does not decode ${type}`);
  const decoder = new ImageDecoder({ data: bytes, type });
  await decoder.tracks.ready;
  await decoder.completed;
  return {
    count: decoder.tracks.selectedTrack?.frameCount ?? 1,
    draw: async (index, canvas) => {
      const { image } = await decoder.decode({ frameIndex: index });
      canvas.width = image.displayWidth;
      canvas.height = image.displayHeight;
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      image.close();
    },
    dispose: () => decoder.close(),
  };
}

/** The type of a moving picture by its name; null for kinds that do not move. */
export function toAnimationType(filename: string): string | null {
  const extension = /\.(gif|webp|apng|png|avif)$/i.exec(filename)?.[1]?.toLowerCase();
  return extension === undefined ? null : `image/${extension === 'apng' ? 'png' : extension}`;
}
