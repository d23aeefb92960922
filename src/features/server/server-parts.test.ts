import { describe, expect, it } from 'vitest';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { hideSecrets } from './hide-secrets';
import { toNodePacks } from './node-packs';

describe('packs', () => {
  const type = (python_module: string, display_name: string) => ({ input: {}, output: [], python_module, display_name });
  const { nodeTypes } = parseNodeTypes(
    new Map(
      Object.entries({
        A: type('nodes', 'Load'),
        B: type('comfy_extras.nodes_mask', 'Grow'),
        C: type('comfy_api_nodes.nodes_x', 'Paid'),
        D: type('custom_nodes.Tiny.Pack', 'Zoom'),
        E: type('custom_nodes.Tiny.Pack', 'Arc'),
      }),
    ),
  );

  it('are told by the modules of their nodes and the folders of their scripts, ComfyUI first', () => {
    const packs = toNodePacks(nodeTypes.all(), [
      '/extensions/core/a.js',
      '/extensions/Only%20Script/b.js',
      '/extensions/Tiny.Pack/js/c.js',
    ]);
    expect(packs.map(({ name, kind, nodes, scripts }) => [name, kind, nodes, scripts.length])).toEqual([
      ['ComfyUI', 'core', ['Grow', 'Load'], 1],
      ['ComfyUI partner nodes', 'partner', ['Paid'], 0],
      ['Tiny.Pack', 'custom', ['Arc', 'Zoom'], 1],
      ['Only Script', 'custom', [], 1],
    ]);
  });

  it('are none when the server tells of none', () => {
    expect(toNodePacks([], [])).toEqual([]);
    expect(toNodePacks([], ['/extensions/%E0%A4%A/x.js'])[0]?.name).toBe('%E0%A4%A');
  });
});

describe('the command line', () => {
  it('is shown without the values of secrets', () => {
    const argv = ['main.py', '--api-key', 'abc', '--auth-token=def', '--listen', '0.0.0.0', '--tls-keyfile', '/k.pem', '--password'];
    expect(hideSecrets(argv)).toEqual([
      'main.py',
      '--api-key',
      '•••',
      '--auth-token=•••',
      '--listen',
      '0.0.0.0',
      '--tls-keyfile',
      '/k.pem',
      '--password',
    ]);
  });
});
