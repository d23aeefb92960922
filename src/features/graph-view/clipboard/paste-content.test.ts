import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { selectWidgetValue } from '@/graph/document/widgets';
import { createFakeClient } from '@/testing/fake-client';
import { createTestSession } from '@/testing/test-session';
import type { ApiClient } from '@/api/client';
import { createSampleView, type SampleView } from '../fixtures/sample-view';
import { copySelection } from './clipboard-actions';
import { pasteContent } from './paste-content';
import { findLoader } from './paste-media';

const picks = (upload: string): JsonObject => ({ input: { required: { file: [['a.png'], { [upload]: true }] } }, output: ['IMAGE'] });
const LOADERS = parseNodeTypes(
  new Map([
    ['OtherLoader', picks('image_upload')],
    ['LoadImage', picks('image_upload')],
    ['LoadVideo', picks('video_upload')],
  ]),
).nodeTypes;

const picture = new File(['bytes'], 'photo.png', { type: 'image/png' });

function setUp(
  client: Partial<ApiClient> = {},
): SampleView & { readonly paste: (content: { text?: string; files?: File[] }) => Promise<void>; readonly announced: string[] } {
  const view = createSampleView();
  view.controller.setNodeTypes(LOADERS, true);
  const { session } = createTestSession({ url: 'http://server.test/' }, { client: createFakeClient(client) });
  onTestFinished(session.dispose);
  const announced: string[] = [];
  const context = { session, announce: (message: string) => void announced.push(message) };
  const paste = ({ text = '', files = [] }: { text?: string; files?: File[] }) =>
    pasteContent(view.controller, { text, files }, { at: { x: 50, y: 60 }, keepsIncoming: false, context });
  return { ...view, paste, announced };
}

const saves = (filename: string): Partial<ApiClient> => ({
  uploadImage: () => Promise.resolve({ filename, subfolder: '', type: 'input' }),
});

const lastNode = (view: SampleView) => [...view.open().document.root.nodes.values()].at(-1);

describe('pasting text', () => {
  it('adds copied nodes again and again, each a step aside', async () => {
    const view = setUp();
    view.controller.select([...view.open().document.root.nodes.keys()].slice(0, 1));
    const text = copySelection(view.controller) ?? '';
    await view.paste({ text });
    const first = lastNode(view)?.position;
    await view.paste({ text });
    expect(lastNode(view)?.position).toEqual({ x: (first?.x ?? 0) + 20, y: (first?.y ?? 0) + 20 });
  });

  it('adds the nodes of a workflow and of a prompt, one undo step each', async () => {
    const view = setUp();
    const before = view.open().document;
    await view.paste({ text: JSON.stringify({ nodes: [{ id: 1, type: 'LoadImage', pos: [0, 0] }], links: [] }) });
    await view.paste({ text: JSON.stringify({ '1': { class_type: 'LoadImage', inputs: { file: 'b.png' } } }) });
    expect(view.open().document.root.nodes.size).toBe(before.root.nodes.size + 2);
    expect(view.open().selection.size).toBe(1);
    view.workspace.undo(view.open().id);
    view.workspace.undo(view.open().id);
    expect(view.open().document).toBe(before);
  });

  it('adds those of a workflow file', async () => {
    const view = setUp();
    const file = new File([JSON.stringify({ nodes: [{ id: 1, type: 'LoadImage' }], links: [] })], 'w.json', { type: 'application/json' });
    await view.paste({ files: [file] });
    expect(lastNode(view)?.type).toBe('LoadImage');
    expect(view.announced).toEqual([]);
  });

  it('says so when there is nothing to add', async () => {
    const view = setUp();
    await view.paste({ text: 'a poem' });
    await view.paste({ files: [new File(['x'], 'x.zip', { type: 'application/zip' })] });
    expect(view.announced).toHaveLength(2);
    expect(view.open().past).toEqual([]);
  });
});

describe('pasting a picture', () => {
  it('uploads it and adds a node that loads it under the name the server gave', async () => {
    const view = setUp(saves('photo (1).png'));
    const before = view.open().document;
    await view.paste({ files: [picture] });
    const node = lastNode(view);
    expect(node?.type).toBe('LoadImage');
    expect(node === undefined ? null : selectWidgetValue(node, LOADERS.get('LoadImage'), 'file')).toBe('photo (1).png');
    expect([...view.open().selection]).toEqual([node?.id]);
    view.workspace.undo(view.open().id);
    expect(view.open().document).toBe(before);
  });

  it('fills the selected node that loads such files instead', async () => {
    const view = setUp(saves('photo.png'));
    await view.paste({ text: JSON.stringify({ nodes: [{ id: 1, type: 'OtherLoader' }], links: [] }) });
    const { size } = view.open().document.root.nodes;
    await view.paste({ files: [picture] });
    const node = lastNode(view);
    expect(view.open().document.root.nodes.size).toBe(size);
    expect(node === undefined ? null : selectWidgetValue(node, LOADERS.get('OtherLoader'), 'file')).toBe('photo.png');
  });

  it('says why it did not arrive, and changes nothing', async () => {
    const view = setUp({ uploadImage: () => Promise.reject(new ApiError('http', { status: 413, url: '/upload/image' })) });
    await view.paste({ files: [picture] });
    expect(view.announced.at(-1)).toMatch(/photo\.png/);
    expect(view.open().past).toEqual([]);
  });

  it('says when no node of the server loads such a file', async () => {
    const view = setUp();
    await view.paste({ files: [new File(['x'], 'song.mp3', { type: 'audio/mpeg' })] });
    expect(view.announced).toEqual(['The server has no node that loads song.mp3.']);
  });
});

it('finds the usual loader before others', () => {
  expect(findLoader(LOADERS, 'image')).toMatchObject({ nodeType: { name: 'LoadImage' }, input: 'file', folder: 'input' });
  expect(findLoader(LOADERS, 'video')?.nodeType.name).toBe('LoadVideo');
  expect(findLoader(LOADERS, 'audio')).toBeNull();
});
