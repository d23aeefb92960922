import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tinyDocument } from '@/components/run-workflow/fixtures/tiny-workflow';
import { toNodeId } from '@/protocol/ids';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { ShareDialog } from './share-dialog';

afterEach(() => {
  window.location.hash = '';
});

function show(hash: string) {
  window.location.hash = hash;
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(tinyDocument(), { name: 'Tiny', origin: { kind: 'userdata', path: 'workflows/tiny.json', modified: null } });
  workspace.select(id, [toNodeId(2)]);
  return renderWithSession(<ShareDialog isOpen onClose={() => undefined} />, { client: {}, wrap });
}

describe('sharing a link', () => {
  it('copies the address of the workflow and the selected node, and shows it as a code', async () => {
    const { user } = show('#/graph/workflows/tiny.json');
    const written = vi.spyOn(navigator.clipboard, 'writeText');
    const field = screen.getByRole('textbox', { name: /^Link/ });
    expect((field as HTMLInputElement).value).toMatch(/#\/graph\/workflows\/tiny\.json\?node=2$/);
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(written).toHaveBeenCalledWith((field as HTMLInputElement).value);
    const code = screen.getByRole('img', { name: 'QR code of the link' });
    expect(code.getAttribute('viewBox')).toMatch(/^0 0 (\d+) \1$/);
  });

  it('says what to do for a workflow that was never saved', () => {
    show('#/graph/0123456789abcdef');
    expect(screen.getByText(/Save it to the server first/)).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
  });
});
