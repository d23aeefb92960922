import { describe, expect, it } from 'vitest';
import { isRequestAllowed } from './origin';
import { getHttpProfile } from './profile';

const plain = getHttpProfile('plain');

describe('the origin rule', () => {
  it.each([
    ['127.0.0.1:8188', 'http://localhost:5173', false],
    ['localhost:8188', 'http://127.0.0.1:8188', false],
    ['localhost', 'http://localhost:9999', true],
    ['localhost:8188', 'http://localhost', true],
    ['localhost:8188', 'http://localhost:8188', true],
    ['LOCALHOST:8188', 'http://localhost:8188', true],
    ['127.0.0.1:8188', 'null', true],
    ['dash.example.com', 'https://evil.example.com', true],
    ['evil.example:8188', 'http://evil.example:8188', true],
    ['[::1]:8188', 'http://[::1]:8188', true],
    ['[::1]:8188', 'http://[::1]:9999', false],
    ['127.0.0.1:8188', undefined, true],
    [undefined, 'http://evil.example', true],
  ])('host %s, origin %s → %s', (host, origin, isAllowed) => {
    expect(isRequestAllowed({ host, origin, secFetchSite: undefined }, plain)).toBe(isAllowed);
  });

  it('refuses cross-site whatever the host, except on servers from before that rule', () => {
    const request = { host: 'dash.example.com', origin: undefined, secFetchSite: 'cross-site' };
    expect(isRequestAllowed(request, plain)).toBe(false);
    expect(isRequestAllowed({ ...request, secFetchSite: 'same-site' }, plain)).toBe(true);
    expect(isRequestAllowed(request, getHttpProfile('old'))).toBe(true);
  });
});
