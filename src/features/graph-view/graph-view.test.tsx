import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandContext } from '@/components/commands/command';
import { createDocument } from '@/graph/document/create-document';
import type { WorkflowDocument } from '@/graph/document/model';
import { toNodeId } from '@/protocol/ids';
import { buildError, buildRun } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { activeView } from './active-view';
import { commands } from './commands';
import { sampleDocument, sampleObjectInfo } from './fixtures/sample-graph';
import { GraphView } from './graph-view';
import { ProblemsPanel } from './problems/problems-panel';

/** A page without layout has no sizes; the canvas gets one, so that it decides what is in view. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
});
afterEach(() => vi.restoreAllMocks());

function show(document: WorkflowDocument = sampleDocument(), focusNodeId?: string) {
  const { workspace, wrap } = createPageParts();
  const id = workspace.open(document, { name: 'sample', origin: { kind: 'draft' } });
  const ui = (
    <>
      <GraphView documentId={id} {...(focusNodeId === undefined ? {} : { focusNodeId })} />
      <ProblemsPanel />
      <input type="search" aria-label="elsewhere" />
    </>
  );
  const utils = renderWithSession(ui, { wrap, client: { objectInfo: () => Promise.resolve(sampleObjectInfo) } });
  const open = () => {
    const found = workspace.documents.getState().documents[id];
    if (found === undefined) throw new Error('the document was closed');
    return found;
  };
  const announced: string[] = [];
  const context: CommandContext = {
    session: utils.session,
    workspace,
    navigate: () => undefined,
    announce: (message) => void announced.push(message),
  };
  const command = (name: string) => {
    const found = commands.find((candidate) => candidate.id === `graph.${name}`);
    if (found === undefined) throw new Error(`no command ${name}`);
    return { isEnabled: () => found.isEnabled?.(context), run: () => act(async () => found.run(context)) };
  };
  return { ...utils, workspace, id, open, command, announced };
}

const findNode = (name: string) => screen.findByRole('group', { name });

describe('the graph view', () => {
  it('is the region Graph with the nodes of the document', async () => {
    show();
    const region = screen.getByRole('region', { name: 'Graph' });
    expect(await within(region).findByRole('group', { name: 'Sampler #3' })).toBeDefined();
    expect(within(region).getAllByRole('group')).toHaveLength(4);
  });

  it('teaches the first step when there is nothing', () => {
    show(createDocument());
    expect(screen.getByText('Nothing here yet')).toBeDefined();
  });

  it('says so when the document is not open', () => {
    const { workspace, id } = show();
    act(() => workspace.close(id));
    expect(screen.getByText('This workflow is not open.')).toBeDefined();
  });

  it('shows the node of the address up close and gives it the keyboard', async () => {
    const { open } = show(sampleDocument(), '4');
    const node = await findNode('Save latent #4');
    await waitFor(() => expect(node.matches(':focus')).toBe(true));
    expect([...open().selection]).toEqual(['4']);
  });

  it('adds a node by searching for it', async () => {
    const { user, open } = show();
    await findNode('Sampler #3');
    await user.click(screen.getByRole('button', { name: 'Add node' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add node' });
    const field = within(dialog).getByRole('combobox', { name: 'Search nodes' });
    await user.type(field, 'enc');
    expect(within(dialog).getByRole('option', { name: 'Encode text' })).toBeDefined();
    await user.keyboard('{Enter}');
    expect(open().document.root.nodes.size).toBe(5);
    expect(await findNode('Encode text #5')).toBeDefined();
  });

  it('connects by keyboard alone', async () => {
    const { user, open, command } = show();
    const input = await screen.findByRole('button', { name: 'input model of Sampler' });
    act(() => input.focus());
    await user.keyboard('{Delete}');
    expect(open().document.root.links.size).toBe(3);
    act(() => screen.getByRole('button', { name: 'output MODEL of Load model' }).focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Connect output MODEL of Load model' });
    expect(within(dialog).getByRole('option', { name: 'Sampler #3: model' })).toBeDefined();
    await user.keyboard('{Enter}');
    expect(open().document.root.links.size).toBe(4);
    await command('undo').run();
    expect(open().document.root.links.size).toBe(3);
  });

  it('is walked along its wires with Ctrl and the arrow keys', async () => {
    const { user } = show();
    await findNode('Sampler #3');
    await user.tab();
    const hasKeyboard = (name: string) => waitFor(() => expect(screen.getByRole('group', { name }).matches(':focus')).toBe(true));
    await hasKeyboard('Load model #1');
    await user.keyboard('{Control>}{ArrowRight}{ArrowRight}{/Control}');
    await hasKeyboard('Sampler #3');
    await user.keyboard('{Control>}{ArrowRight}{/Control}');
    await hasKeyboard('Save latent #4');
    await user.keyboard('{Control>}{ArrowRight}{/Control}');
    expect(screen.getByText('No wire leads there')).toBeDefined();
    await user.keyboard('{Control>}{ArrowLeft}{ArrowLeft}{/Control}');
    await waitFor(() => expect(screen.getByRole('group', { name: 'Sampler #3' }).matches(':focus')).toBe(false));
  });

  it('is entered with Tab at the node that had the keyboard last', async () => {
    const { user } = show();
    await findNode('Sampler #3');
    await user.tab();
    await waitFor(() => expect(screen.getByRole('group', { name: 'Load model #1' }).matches(':focus')).toBe(true));
  });

  it('lists what can be done to a node in its menu', async () => {
    const { user, open } = show();
    const node = await findNode('Sampler #3');
    act(() => node.focus());
    await user.keyboard('{Shift>}{F10}{/Shift}');
    const menu = await screen.findByRole('menu', { name: 'Node menu' });
    await user.click(within(menu).getByRole('menuitem', { name: /^Mute/ }));
    expect(open().document.root.nodes.get(toNodeId(3))?.mode).toBe(2);
  });

  it('looks again where it was left', async () => {
    const { workspace, id, rerender } = show();
    await findNode('Sampler #3');
    const left = { x: -33, y: 44, zoom: 0.7 };
    act(() => activeView(workspace)?.viewport.setState({ viewport: left }));
    rerender(<p>Another screen</p>);
    expect(activeView(workspace)).toBeNull();
    rerender(<GraphView documentId={id} />);
    await findNode('Sampler #3');
    expect(activeView(workspace)?.viewport.getState().viewport).toEqual(left);
  });
});

describe('commands', () => {
  it('act on the selection and are off without one', async () => {
    const { command, workspace, id, open } = show();
    await findNode('Sampler #3');
    expect(command('delete').isEnabled()).toBe(false);
    act(() => workspace.select(id, [toNodeId(2)]));
    expect(command('delete').isEnabled()).toBe(true);
    await command('bypass').run();
    expect(open().document.root.nodes.get(toNodeId(2))?.mode).toBe(4);
    await command('delete').run();
    await command('undo').run();
    await command('undo').run();
    expect(open().document.root.nodes.get(toNodeId(2))?.mode).toBe(0);
    await command('redo').run();
    expect(open().document.root.nodes.get(toNodeId(2))?.mode).toBe(4);
  });

  it('leave the graph alone while another panel has the keyboard', async () => {
    const { command, workspace, id } = show();
    await findNode('Sampler #3');
    act(() => workspace.select(id, [toNodeId(2)]));
    act(() => screen.getByRole('searchbox', { name: 'elsewhere' }).focus());
    expect(command('delete').isEnabled()).toBe(false);
    expect(command('undo').isEnabled()).toBe(true);
  });

  it('are off on other screens', async () => {
    const { command, unmount } = show();
    await findNode('Sampler #3');
    expect(command('fit').isEnabled()).toBe(true);
    unmount();
    expect(command('fit').isEnabled()).toBe(false);
  });

  it('paste what was copied, or say that there is nothing', async () => {
    const { command, workspace, id, open, announced } = show();
    await findNode('Sampler #3');
    vi.spyOn(navigator.clipboard, 'read').mockRejectedValue(new Error('not allowed'));
    // The test page has no such function; a browser answers it with a copy event.
    Object.assign(document, { execCommand: () => document.dispatchEvent(new Event('copy')) });
    await command('paste').run();
    expect(announced).toEqual(['The clipboard could not be read. Press Ctrl+V on the canvas instead.']);
    act(() => workspace.select(id, [toNodeId(1)]));
    await command('copy').run();
    await command('paste').run();
    expect(open().document.root.nodes.size).toBe(5);
  });

  it('have ids and shortcuts of their own', () => {
    const ids = commands.map((one) => one.id);
    const shortcuts = commands.flatMap((one) => one.shortcut?.split(' | ') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});

describe('problems', () => {
  it('lists what is wrong and jumps to the node', async () => {
    const { user, open } = show();
    await findNode('Save latent #4');
    const panel = screen.getByRole('region', { name: 'Problems' });
    const entry = await within(panel).findByRole('button', { name: /Save latent #4: “images” needs a wire/ });
    await user.click(entry);
    expect([...open().selection]).toEqual(['4']);
    await waitFor(() => expect(document.activeElement?.getAttribute('data-node-id')).toBe('4'));
  });

  it('lists the error of the last run', async () => {
    const { workspace, id, session } = show();
    await findNode('Sampler #3');
    const run = buildRun('p1', {
      state: 'failed',
      error: buildError({ nodeId: toNodeId(3), nodeType: 'Sampler', message: 'out of memory' }),
    });
    act(() => {
      workspace.runs.setState({ [id]: { promptIds: [run.promptId], isSubmitting: false, refusal: null } });
      session.live.setState({ runs: { [run.promptId]: run } });
    });
    const panel = screen.getByRole('region', { name: 'Problems' });
    expect(within(panel).getByRole('button', { name: /Sampler #3 failed: The server ran out of memory/ })).toBeDefined();
    expect(within(panel).getByText(/Make the picture or the batch smaller/)).toBeDefined();
    expect(within(panel).getByRole('button', { name: 'Copy for report' })).toBeDefined();
  });
});
