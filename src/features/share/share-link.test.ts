import { describe, expect, it } from 'vitest';
import { toShareLink } from './share-link';

const link = (hash: string, nodeId: string | null = null, base = 'https://gpu.test/comfy/') =>
  toShareLink({ address: `${base}${hash}`, nodeId });
const href = (hash: string, nodeId: string | null = null) => {
  const made = link(hash, nodeId);
  return made.kind === 'link' ? made.href.replace('https://gpu.test/comfy/', '') : made.kind;
};

describe('a link to what is shown', () => {
  it.each([
    ['#/graph/workflows/portrait.json', '#/graph/workflows/portrait.json'],
    ['#/graph/workflows/50%25%20off%23.json?node=12', '#/graph/workflows/50%25%20off%23.json?node=12'],
    ['#/form/workflows/portrait.json', '#/form/workflows/portrait.json'],
    ['#/history/0a-1', '#/history/0a-1'],
    ['#/gallery/output/sub/a.png?kind=image', '#/gallery/output/sub/a.png?kind=image'],
    ['#/models/loras?file=loras%2F0%2Fink', '#/models/loras?file=loras%2F0%2Fink'],
    ['#/queue', '#/queue'],
    ['', '#/'],
  ])('%s stays', (hash, expected) => {
    expect(href(hash)).toBe(expected);
  });

  it('names the one selected node', () => {
    expect(href('#/graph/workflows/a.json', '7')).toBe('#/graph/workflows/a.json?node=7');
    expect(href('#/queue', '7')).toBe('#/queue');
  });

  it('holds no searched words, no secret, no login, and nothing of the page’s own', () => {
    expect(href('#/history?q=a%20secret%20prompt&state=failed&server=x1')).toBe('#/history?state=failed');
    expect(href('#/kiosk?view=queue&apiKey=hush&access_token=hush')).toBe('#/kiosk?view=queue');
    expect(link('#/queue', null, 'https://user:hush@gpu.test/?theme=dark')).toMatchObject({ href: 'https://gpu.test/#/queue' });
  });

  it('there is none to a draft or to what only this browser keeps', () => {
    expect(href('#/graph/0123456789abcdef')).toBe('draft');
    expect(href('#/variations/v1')).toBe('local');
  });

  it('of this machine alone is marked', () => {
    expect(link('#/queue', null, 'http://127.0.0.1:8188/')).toMatchObject({ isLoopback: true });
    expect(link('#/queue')).toMatchObject({ isLoopback: false });
  });
});
