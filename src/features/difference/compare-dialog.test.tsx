import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyDocument, tinyFile } from '@/components/run-workflow/fixtures/tiny-workflow';
import { stringifyExactJson } from '@/lib/exact-json';
import { parseObjectInfo } from '@/protocol/object-info';
import { buildHistory, buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { commands } from './commands';
import { CompareDialog } from './compare-dialog';

// A chunk of its own in the page; here it is there before anyone looks.
beforeAll(() => import('./comparison'));

const INT = ['INT', { min: 1, max: 64 }];
const info = parseObjectInfo({
  EmptyImage: { input: { required: { width: INT, height: INT, batch_size: INT, color: ['INT'] } }, output: ['IMAGE'] },
  SaveImage: { input: { required: { images: ['IMAGE'], filename_prefix: ['STRING'] } }, output: [], output_node: true },
  PreviewImage: { input: { required: { images: ['IMAGE'] } }, output: [], output_node: true },
});
const node = (class_type: string, inputs: object) => ({ class_type, inputs });
const ran = {
  '1': node('EmptyImage', { width: 8, height: 16, batch_size: 1, color: 0 }),
  '2': node('SaveImage', { images: ['1', 0], filename_prefix: 'tiny' }),
  '3': node('PreviewImage', { images: ['1', 0] }),
};

async function openDialog() {
  const { workspace, wrap } = createPageParts();
  workspace.open(tinyDocument([64, 16, 1, 0]), { name: 'other', origin: { kind: 'draft' } });
  const path = 'workflows/tiny.json';
  await workspace.versions.keep({ path, savedAtMs: 1_000, text: stringifyExactJson(tinyFile()) });
  const id = workspace.open(tinyDocument([32, 16, 1, 0]), { name: 'tiny', origin: { kind: 'userdata', path, modified: null } });
  const view = renderWithSession(<CompareDialog />, {
    client: {
      objectInfo: () => Promise.resolve(info),
      history: () => Promise.resolve(buildHistory([buildHistoryEntry('p1', { prompt: ran as never })])),
    },
    wrap,
  });
  const context = { session: view.session, workspace, navigate: () => undefined, announce: () => undefined };
  act(() => void commands[0]?.run(context));
  const choice = await screen.findByRole('combobox', { name: 'Compare with' });
  const choose = async (label: RegExp): Promise<void> => {
    const option = await within(choice).findByRole('option', { name: label });
    await view.user.selectOptions(choice, option);
  };
  const open = () => {
    const found = workspace.documents.getState().documents[id];
    if (found === undefined) throw new Error('not open');
    return found;
  };
  return { ...view, choose, open };
}

describe('comparing the open workflow', () => {
  it('with another open one lists what differs and selects it on the canvas', async () => {
    const { user, choose, open } = await openDialog();
    await choose(/^Open: other/);
    await waitFor(() => expect(screen.getByRole('list', { name: 'Differences' }).textContent).toMatch(/width.*EmptyImage #1.*64.*32/));
    expect(screen.getByText('1 difference')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Show EmptyImage #1' }).getAttribute('href')).toBe(`#/graph/${open().id}?node=1`);
    await user.click(screen.getByRole('button', { name: 'Select changed nodes on the canvas' }));
    expect([...open().selection]).toEqual(['1']);
    expect(screen.queryByRole('dialog', { name: /^Compare/ })).toBeNull();
  });

  it('with a version saved before restores it as one step that can be undone', async () => {
    const { user, choose, open } = await openDialog();
    await choose(/^Saved here:/);
    await user.click(await screen.findByRole('button', { name: 'Restore this version' }));
    expect([...open().document.root.nodes.values()][0]?.widgetValues).toMatchObject({ values: [16, 16, 1, 0] });
    expect(open().past).toHaveLength(1);
  });

  it('with a run compares what was sent', async () => {
    const { choose } = await openDialog();
    await choose(/^Run: /);
    await waitFor(() => expect(screen.getByRole('list', { name: 'Differences' }).textContent).toMatch(/width.*8.*32/));
    expect(screen.queryByRole('button', { name: 'Restore this version' })).toBeNull();
  });
});
