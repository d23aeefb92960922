import { describe, expect, it } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { toClientId } from '@/protocol/ids';
import { apiUrl, pathPart, socketUrl, userdataPart, viewUrl } from './urls';

const base = findApiBase('https://example.com/comfy/');

describe('apiUrl', () => {
  it('puts routes below /api, except those that exist only without', () => {
    expect(apiUrl(base, '/queue')).toBe('https://example.com/comfy/api/queue');
    expect(apiUrl(base, '/extensions')).toBe('https://example.com/comfy/api/extensions');
    expect(apiUrl(base, '/internal/logs/raw')).toBe('https://example.com/comfy/internal/logs/raw');
    expect(apiUrl(base, '/templates/index.json')).toBe('https://example.com/comfy/templates/index.json');
    expect(apiUrl(base, '/extensions/pack/a.js')).toBe('https://example.com/comfy/extensions/pack/a.js');
  });

  it('encodes parameters and leaves absent ones out', () => {
    expect(apiUrl(base, '/history', { max_items: 0, offset: undefined, x: null, name: 'a&b=c #?ü' })).toBe(
      'https://example.com/comfy/api/history?max_items=0&name=a%26b%3Dc+%23%3F%C3%BC',
    );
  });

  it('encodes parts of a path as one, a literal percent twice for userdata', () => {
    expect(pathPart('a/b c?#%')).toBe('a%2Fb%20c%3F%23%25');
    expect(userdataPart('workflows/50%.json')).toBe('workflows%2F50%2525.json');
  });
});

describe('viewUrl', () => {
  it('keeps a hostile descriptor inside its parameters', () => {
    const url = new URL(viewUrl(base, { filename: '../x.png&type=temp#"><', subfolder: '/etc?', type: 'output' }));
    expect(url.origin + url.pathname).toBe('https://example.com/comfy/api/view');
    expect(Object.fromEntries(url.searchParams)).toEqual({ filename: '../x.png&type=temp#"><', subfolder: '/etc?', type: 'output' });
    expect(url.hash).toBe('');
  });

  it('asks for previews, channels and fresh copies', () => {
    const file = { filename: 'a.png', subfolder: '', type: 'temp' } as const;
    const url = new URL(viewUrl(base, file, { preview: { format: 'webp', quality: 80 }, channel: 'rgb', cacheKey: 'p-1' }));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ preview: 'webp;80', channel: 'rgb', rand: 'p-1' });
  });
});

describe('socketUrl', () => {
  it('names the client', () => {
    expect(socketUrl(base, toClientId('a b&c'))).toBe('wss://example.com/comfy/ws?clientId=a+b%26c');
    expect(socketUrl(findApiBase('http://h:8188/'), toClientId('x'))).toBe('ws://h:8188/ws?clientId=x');
  });
});
