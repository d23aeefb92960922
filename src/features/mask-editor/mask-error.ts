import { AppError } from '@/lib/errors';

/**
 * A mask cannot be painted or saved: `not-a-picture` (the browser cannot draw the file), `too-large` (pixels), `original-gone` (the server
 * no longer has the picture: it answered success and wrote nothing).
 */
export class MaskError extends AppError {
  declare readonly code: 'not-a-picture' | 'too-large' | 'original-gone';
  constructor(code: MaskError['code'], options?: ErrorOptions) {
    super(code, code, options);
  }
}
