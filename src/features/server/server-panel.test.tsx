import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import { MAX_LOG_LINES } from '@/config/limits';
import { ApiError } from '@/lib/errors';
import { parseObjectInfo } from '@/protocol/object-info';
import { parseFeatures, parseSystemStats } from '@/protocol/system';
import type { ServerLog, SystemStats } from '@/protocol/system';
import { buildQueue } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { ServerPanel } from './server-panel';

const GIB = 1024 ** 3;
const STATS = parseSystemStats({
  system: {
    os: 'linux',
    ram_total: 64 * GIB,
    ram_free: 40 * GIB,
    comfyui_version: '0.33.0',
    python_version: '3.12',
    pytorch_version: '2.9',
    argv: ['main.py', '--api-key', 'hush', '--listen'],
    comfy_package_versions: [{ name: 'comfyui-frontend-package', installed: '1.0', required: '1.49.6' }],
  },
  devices: [
    {
      name: 'cuda:0 Card',
      type: 'cuda',
      index: 0,
      vram_total: 24 * GIB,
      vram_free: 18 * GIB,
      torch_vram_total: 5 * GIB,
      torch_vram_free: GIB,
    },
    { name: 'cpu', type: 'cpu', index: null, vram_total: 64 * GIB, vram_free: 40 * GIB },
  ],
});
const NODES = parseObjectInfo({
  A: { input: {}, output: [], python_module: 'nodes', display_name: 'Load' },
  B: { input: {}, output: [], python_module: 'custom_nodes.Tiny', display_name: 'Zoom' },
});
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const t = new Date(Date.UTC(2026, 10, 25) + n * 10).toISOString().replace('Z', '000');
    return { t, m: n % 10 === 0 ? `[ERROR] line ${n}\nTraceback of ${n}\n` : `[INFO] line ${n}\n` };
  });
const log = (entries: ServerLog['entries']): ServerLog => ({ entries, size: null });
const missing = () => Promise.reject(new ApiError('http', { status: 404, url: '/x' }));

const WHOLE: Partial<ApiClient> = {
  systemStats: () => Promise.resolve(STATS),
  features: () => Promise.resolve(parseFeatures({ max_upload_size: 104857600, assets: false, extension: { x: { odd: 'value' } } })),
  extensions: () => Promise.resolve(['/extensions/Tiny/js/a.js']),
  objectInfo: () => Promise.resolve(NODES),
  logs: () => Promise.resolve(log(lines(1, 3))),
  subscribeLogs: () => Promise.resolve(),
};

function Routed() {
  const [part, setPart] = useState<'overview' | 'log'>('overview');
  return <ServerPanel part={part} onPartChange={setPart} />;
}

function show(client: Partial<ApiClient> = {}) {
  const { wrap } = createPageParts();
  const view = renderWithSession(<Routed />, { client: { ...WHOLE, ...client }, wrap });
  const push = (entries: ServerLog['entries']) =>
    act(() => {
      view.sockets.newest().receive(JSON.stringify({ type: 'logs', data: { entries, size: null } }));
      // What is drawn waits for a frame, and then for its pace.
      return Promise.resolve();
    });
  return { ...view, push };
}

const logLines = () => screen.getByRole('log', { name: 'Lines of the server’s log' });
const alertOf = async (text: string) => {
  const alerts = await screen.findAllByRole('alert', {}, { timeout: 10_000 });
  return alerts.find((alert) => alert.textContent.includes(text)) ?? screen.getByText(text);
};
const toast = (text: RegExp) => screen.findAllByText(text);

describe('the server page', () => {
  it('shows memory of machine and devices, versions, command line and packages', async () => {
    show();
    expect(await screen.findByRole('img', { name: /^Memory of cuda:0 Card: 6\.0 GiB of 24\.0 GiB/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Memory of Machine: 24\.0 GiB of 64\.0 GiB/ })).toBeTruthy();
    expect(screen.getByText('PyTorch holds 5.0 GiB, 1.0 GiB of it free')).toBeTruthy();
    expect(screen.getByText('Works in the memory of the machine')).toBeTruthy();
    const about = screen.getByRole('region', { name: 'About' });
    expect(about.textContent).toContain('0.33.0');
    expect(about.textContent).toContain('main.py --api-key ••• --listen');
    expect(about.textContent).not.toContain('hush');
    expect(within(about).getByRole('row', { name: 'comfyui-frontend-package 1.0 1.49.6' })).toBeTruthy();
    await waitFor(() => expect(about.textContent).toMatch(/Running since.*2026.*first line of its log/));
  });

  it('shows packs with their nodes and scripts, and every feature by word or name', async () => {
    const { user } = show();
    const packs = await screen.findByRole('list', { name: 'Node packs' });
    const [, tiny] = within(packs).getAllByRole('listitem');
    await waitFor(() => expect(tiny?.textContent).toBe('Tiny1 node, 1 script'));
    await user.click(within(packs).getByText('Tiny'));
    expect(await within(packs).findByText('/extensions/Tiny/js/a.js')).toBeTruthy();
    const features = screen.getByRole('region', { name: 'Features' });
    await within(features).findByText('104.9 MB');
    expect(features.textContent).toContain('Library of assetsassetsno');
    expect(features.textContent).toContain('extension.x.oddvalue');
  });

  it('says why the figures are missing, and tries again', async () => {
    const systemStats = vi.fn(() => Promise.reject<SystemStats>(new ApiError('http', { status: 500, url: '/system_stats' })));
    const { user } = show({ systemStats });
    expect(screen.getByRole('status', { name: 'Asking the server about itself' })).toBeTruthy();
    const alert = await alertOf('The server could not be asked about itself');
    systemStats.mockResolvedValue(STATS);
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('img', { name: /^Memory of Machine/ })).toBeTruthy();
  });

  it('says what an old server cannot tell', async () => {
    show({ features: () => Promise.resolve(null), systemStats: () => Promise.resolve(parseSystemStats({ system: {}, devices: [] })) });
    expect(await screen.findByText(/does not tell its features/)).toBeTruthy();
    expect(await screen.findByText('The server does not say how much memory it has.')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'About' }).textContent).toContain('unknown: the server does not say');
  });

  it('unloads and frees, and says beside a disabled button when the server cannot', async () => {
    const free = vi.fn(() => Promise.resolve());
    const { user } = show({ free });
    await user.click(screen.getByRole('button', { name: 'Unload models' }));
    await toast(/unloads its models/);
    await user.click(screen.getByRole('button', { name: 'Free memory' }));
    await toast(/frees its memory/);
    expect(free.mock.calls).toEqual([[{ unloadModels: true, freeMemory: false }], [{ unloadModels: true, freeMemory: true }]]);
    free.mockImplementation(missing);
    await user.click(screen.getByRole('button', { name: 'Free memory' }));
    expect(await screen.findByText('This server has no way to free its memory (no /free).')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Free memory' })).toHaveProperty('disabled', true);
  });

  it('interrupts only after asking, and only when something runs', async () => {
    const interrupt = vi.fn(() => Promise.resolve());
    const queue = vi.fn(() => Promise.resolve(buildQueue()));
    const { user, session } = show({ interrupt, queue });
    expect(screen.getByRole('button', { name: 'Interrupt' })).toHaveProperty('disabled', true);
    queue.mockResolvedValue(buildQueue(['p1']));
    await act(() => session.readQueue());
    await waitFor(() => expect(screen.getByRole('button', { name: 'Interrupt' })).toHaveProperty('disabled', false));
    await user.click(screen.getByRole('button', { name: 'Interrupt' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Interrupt the running job?' });
    expect(dialog.textContent).toContain('someone else’s');
    expect(interrupt).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Interrupt' }));
    await toast(/told to interrupt/);
    expect(interrupt).toHaveBeenCalledTimes(1);
  });
});

describe('the log', () => {
  it('asks for new lines before it reads the old ones, shows both, and asks to be left alone at the end', async () => {
    const asked: string[] = [];
    const { push, unmount, sockets } = show({
      subscribeLogs: (_, isEnabled) => Promise.resolve(void asked.push(isEnabled ? 'on' : 'off')),
      logs: () => Promise.resolve(log(lines(1, 3))).finally(() => asked.push('read')),
    });
    await waitFor(() => expect(logLines().textContent).toContain('line 3'));
    sockets.newest().accept();
    await push(lines(4, 2));
    await waitFor(() => expect(logLines().textContent).toContain('line 5'));
    expect(asked.slice(0, 2)).toEqual(['on', 'read']);
    unmount();
    expect(asked.at(-1)).toBe('off');
  });

  it('filters by text and level, and finds everything again', async () => {
    const { user } = show({ logs: () => Promise.resolve(log(lines(1, 30))) });
    await waitFor(() => expect(logLines().textContent).toContain('line 30'));
    await user.type(screen.getByRole('searchbox', { name: 'Filter the log' }), 'line 2');
    await waitFor(() => expect(logLines().textContent).not.toContain('line 30'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Level' }), 'error');
    expect(logLines().textContent).toContain('line 20Traceback of 20');
    expect(logLines().textContent).not.toContain('line 2 ');
    await user.type(screen.getByRole('searchbox', { name: 'Filter the log' }), '99');
    await user.click(await screen.findByRole('button', { name: 'Show all lines' }));
    await waitFor(() => expect(logLines().textContent).toContain('line 30'));
  });

  it('paused, it stays as it is under a flood, counts what came, and follows again', async () => {
    const { user, push, sockets } = show({ logs: () => Promise.resolve(log(lines(1, 5))) });
    await waitFor(() => expect(logLines().textContent).toContain('line 5'));
    sockets.newest().accept();
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    const before = logLines().textContent;
    await push(lines(6, MAX_LOG_LINES));
    await screen.findByText('Paused, 2,000 new lines');
    expect(logLines().textContent).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Follow' }));
    await waitFor(() => expect(logLines().textContent).not.toBe(before));
    expect(within(logLines()).getAllByText(/^line \d+|^\[/).length).toBeLessThan(150);
  });

  it('copies what is shown as plain text', async () => {
    const { user } = show({ logs: () => Promise.resolve(log([{ t: '2026-11-25T01:00:00', m: '\u001b[32m[INFO]\u001b[0m hello\n' }])) });
    const written = vi.spyOn(navigator.clipboard, 'writeText');
    await screen.findByText('[INFO]');
    await user.click(screen.getByRole('button', { name: 'Copy lines' }));
    await toast(/Copied 1 line\./);
    expect(written).toHaveBeenCalledWith('2026-11-25T01:00:00 [INFO] hello');
  });

  it('is read again and again where the server does not send it', async () => {
    show({ subscribeLogs: missing });
    expect(await screen.findByText(/does not send its lines by itself/)).toBeTruthy();
    await waitFor(() => expect(logLines().textContent).toContain('line 3'));
  });

  it('says that there is none, why, and tries again', async () => {
    const logs = vi.fn<() => Promise<ServerLog>>(missing);
    const { user } = show({ logs });
    const alert = await alertOf('The log could not be read');
    expect(alert.textContent).toContain('/internal/logs/raw is not there');
    logs.mockResolvedValue(log([]));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The server has said nothing yet')).toBeTruthy();
  });
});
