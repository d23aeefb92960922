import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/errors';
import { wordFailure } from './word-failure';

const http = (status: number, body = '') => new ApiError('http', { status, url: '/api/queue', body });

describe('wording a failed request', () => {
  it('shows the reason a proxy gives, but never its markup', () => {
    expect(wordFailure(http(502, 'The ComfyUI server at http://x cannot be reached (ECONNREFUSED)'))).toContain('ECONNREFUSED');
    expect(wordFailure(http(502, '<html>Bad gateway</html>'))).toBe('The server failed (502). Its log says why.');
  });

  it.each([
    [http(401), 'sign-in'],
    [http(403), '--enable-cors-header'],
    [http(404), '404'],
    [http(413), '413'],
    [http(500), 'log'],
    [http(429), 'refused (429)'],
    [new ApiError('network', { url: '/x' }), 'cannot be reached'],
    [new ApiError('timeout', { url: '/x' }), 'too long'],
    [new ApiError('decode', { url: '/x' }), 'not as ComfyUI'],
    [new Error('boom'), 'boom'],
  ])('%s', (error, part) => expect(wordFailure(error)).toContain(part));
});
