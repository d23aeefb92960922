import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@/api/client';
import type { ProbeAnswer } from '@/api/probe';
import { DOCTOR_ROWS } from '@/session/doctor/table';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { DoctorPanel } from './doctor-panel';

const answer = (change: Partial<ProbeAnswer> = {}): ProbeAnswer => ({
  status: 200,
  failure: null,
  headers: new Headers({ 'Content-Type': 'application/json' }),
  body: new TextEncoder().encode('{}'),
  elapsedMs: 3,
  ...change,
});

function show(probe: ApiClient['probe']) {
  const { wrap } = createPageParts();
  return renderWithSession(<DoctorPanel />, { client: { probe }, wrap });
}

describe('the doctor’s page', () => {
  it('names one cause for everything that fails by it, with the line that repairs it, and examines again', async () => {
    const probe = vi.fn<ApiClient['probe']>(() => Promise.resolve(answer({ status: 0, failure: 'network' })));
    const { user } = show(probe);
    const findings = within(await screen.findByRole('list', { name: 'What is wrong' }));
    expect(findings.getAllByRole('listitem')).toHaveLength(1);
    expect(findings.getByText(/cannot be reached/)).toBeTruthy();
    expect(findings.getByRole('button', { name: 'Copy python main.py --port 8188' })).toBeTruthy();
    expect(screen.getByText('1 fault, 0 notes')).toBeTruthy();
    const before = probe.mock.calls.length;
    await user.click(screen.getByRole('button', { name: 'Examine again' }));
    await waitFor(() => expect(probe.mock.calls.length).toBeGreaterThan(before));
  });

  it('shows every row with what came back and a way to what depends on it', async () => {
    const asked: string[] = [];
    show((request) => {
      asked.push(`${request.method ?? 'GET'} ${request.path}`);
      const isPresence = request.method === 'PUT';
      return Promise.resolve(
        isPresence ? answer({ status: 405, headers: new Headers({ Allow: 'POST' }), body: new Uint8Array() }) : answer(),
      );
    });
    await waitFor(() => expect(asked).toContain('PUT /free'));
    for (const { id, use, place } of DOCTOR_ROWS) {
      const row = screen.getByRole('row', { name: new RegExp(`^${id.replace(/[{}/.]/g, '\\$&')} `) });
      expect(within(row).getByRole('link', { name: use }).getAttribute('href')).toBe(`#${place.route}`);
    }
    expect(await screen.findByRole('row', { name: /^POST \/free works \(405\) 3 ms/ })).toBeTruthy();
  });

  it('copies a report', async () => {
    const { user } = show(() => Promise.resolve(answer({ status: 502, headers: new Headers({ 'Content-Type': 'text/html' }) })));
    const written = vi.spyOn(navigator.clipboard, 'writeText');
    await user.click(await screen.findByRole('button', { name: 'Copy report' }, { timeout: 10_000 }));
    expect(written).toHaveBeenCalledWith(expect.stringContaining('Repair (nginx): proxy_pass http://127.0.0.1:8188;'));
  });
});
