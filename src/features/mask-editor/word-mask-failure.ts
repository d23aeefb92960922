import { wordFailure } from '@/components/server-failure/word-failure';
import { MAX_MASK_PIXELS } from '@/config/limits';
import type { AppError } from '@/lib/errors';
import { MaskError } from './mask-error';
import { t } from './texts';

/** Why a picture could not be opened for painting, or its mask not be saved. */
export function wordMaskFailure(error: AppError): string {
  if (!(error instanceof MaskError)) return wordFailure(error);
  return error.code === 'too-large' ? t['too-large']({ megapixels: MAX_MASK_PIXELS / 1_000_000 }) : t[error.code];
}
