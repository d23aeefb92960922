import { ApiError } from '@/lib/errors';
import type { FileRef } from '@/protocol/files';
import { keys } from '@/session/keys';
import { uploadFile } from '@/session/mutations/files';
import type { Session } from '@/session/session';
import { MaskError } from './mask-error';
import { toAlphaPng } from './pixels/alpha-png';
import type { Mask } from './pixels/mask';

/** Where the official editor keeps painted masks, below the input folder, and so do we: other pages find them there. */
const SUBFOLDER = 'clipspace';

export interface SavedMask {
  /** The picture whose colours the result has. */
  readonly original: FileRef;
  readonly mask: Mask;
  /** The picture as PNG where the stored one lies on its side; null where it can be taken as it is. */
  readonly upright: Blob | null;
}

/**
 * Saves a mask through `/upload/mask` as a new picture, `clipspace/clipspace-mask-<time>.png`: the original's colours, the mask in its
 * alpha. Painting again on the result begins with that mask.
 * @returns the file a loader takes.
 * @throws ApiError; MaskError `original-gone`.
 */
export async function saveMask(session: Session, { original, mask, upright }: SavedMask): Promise<FileRef> {
  const { client, clock, queryClient, serverId } = session;
  const stamp = clock.nowMs();
  const png = new File([await toAlphaPng(mask)], `clipspace-mask-${stamp}.png`, { type: 'image/png' });
  const target = { type: 'input', subfolder: SUBFOLDER } as const;
  const colours =
    upright === null
      ? original
      : await uploadFile(session, { file: new File([upright], `clipspace-upright-${stamp}.png`, { type: 'image/png' }), target });
  const saved = await client.uploadMask(png, colours, target);
  try {
    // Of a picture it no longer has the server makes nothing, and answers success.
    await client.readFile(saved);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) throw new MaskError('original-gone', { cause: error });
    throw error;
  }
  void queryClient.invalidateQueries({ queryKey: keys.allFiles(serverId) });
  return saved;
}
