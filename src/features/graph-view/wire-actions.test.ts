import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { socketPoint, type SocketRef } from './canvas/scene';
import { createSampleView, type SampleView } from './fixtures/sample-view';
import { nodeEntries, type NodeEntry } from '@/components/node-library/node-entries';
import { beginWire, cancelWire, dropWire, moveWire } from './wires/wire-drag';
import { addFromPalette, connectSockets, disconnectSocket, isolateNode, partnersOf, refusalOf, toRef } from './wire-actions';

function socket(view: SampleView, id: string, side: SocketRef['side'], name: string): SocketRef {
  const layout = view.controller.scene().nodes.get(toNodeId(id))?.layout;
  const place = (side === 'input' ? layout?.inputs : layout?.outputs)?.find((candidate) => candidate.name === name);
  if (place === undefined) throw new Error(`no ${side} ${name} on ${id}`);
  return toRef(toNodeId(id), side, place);
}

const pointOf = (view: SampleView, ref: SocketRef) => socketPoint(view.controller.scene(), ref) ?? { x: 0, y: 0 };
const said = (view: SampleView): string => view.controller.view.getState().announcement;

describe('connecting', () => {
  it('wires two sockets in either order, as one undo step, and says so', () => {
    const view = createSampleView();
    const ends = [socket(view, '3', 'input', 'latent'), socket(view, '3', 'output', 'LATENT')] as const;
    expect(connectSockets(view.controller, [socket(view, '4', 'input', 'samples'), socket(view, '3', 'output', 'LATENT')])).toBe(true);
    expect(connectSockets(view.controller, ends)).toBe(false);
    expect(said(view)).toContain('A node cannot feed itself');
  });

  it('says why types do not fit, and why a loop is refused', () => {
    const view = createSampleView();
    const model = socket(view, '1', 'output', 'MODEL');
    expect(refusalOf(view.controller, model, socket(view, '2', 'input', 'clip'))).toBe('MODEL does not fit CLIP');
    expect(refusalOf(view.controller, model, socket(view, '3', 'output', 'LATENT'))).toBe('A wire goes from an output to an input');
    expect(refusalOf(view.controller, model, socket(view, '3', 'input', 'model'))).toBeNull();
  });

  it('lists what fits, free sockets before taken ones', () => {
    const view = createSampleView();
    const partners = partnersOf(view.controller, socket(view, '1', 'output', 'MODEL'));
    expect(partners.map(({ title, label, isTaken }) => [title, label, isTaken])).toEqual([['Sampler', 'model', true]]);
    disconnectSocket(view.controller, socket(view, '3', 'input', 'model'));
    expect(partnersOf(view.controller, socket(view, '3', 'input', 'model')).map((partner) => partner.label)).toEqual(['MODEL']);
  });

  it('takes away the wires of a socket or of a node, and can be undone', () => {
    const view = createSampleView();
    disconnectSocket(view.controller, socket(view, '3', 'input', 'model'));
    expect(view.wires()).not.toContain('1.0→3.model');
    expect(said(view)).toBe('Disconnected input model of Sampler');
    isolateNode(view.controller, toNodeId(3));
    expect(view.wires()).toEqual(['1.1→2.clip']);
    view.workspace.undo(view.controller.documentId);
    view.workspace.undo(view.controller.documentId);
    expect(view.wires()).toHaveLength(4);
  });
});

describe('drawing a wire', () => {
  it('plugs into the socket under the pointer', () => {
    const view = createSampleView();
    disconnectSocket(view.controller, socket(view, '3', 'input', 'model'));
    beginWire(view.controller, socket(view, '1', 'output', 'MODEL'), false);
    moveWire(view.controller, pointOf(view, socket(view, '3', 'input', 'model')));
    expect(view.controller.view.getState().pending?.over?.name).toBe('model');
    dropWire(view.controller);
    expect(view.wires()).toContain('1.0→3.model');
  });

  it('finds the fitting socket of a node it is dropped on', () => {
    const view = createSampleView();
    disconnectSocket(view.controller, socket(view, '3', 'input', 'positive'));
    beginWire(view.controller, socket(view, '2', 'output', 'CONDITIONING'), false);
    const box = view.controller.scene().nodes.get(toNodeId(3));
    moveWire(view.controller, { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + 10 });
    dropWire(view.controller);
    expect(view.wires()).toContain('2.0→3.positive');
  });

  it('shows a refusal while over a socket that does not fit and changes nothing', () => {
    const view = createSampleView();
    const before = view.open().document;
    beginWire(view.controller, socket(view, '3', 'output', 'LATENT'), false);
    moveWire(view.controller, pointOf(view, socket(view, '4', 'input', 'images')));
    expect(view.controller.view.getState().pending?.refusal).toBe('LATENT does not fit IMAGE');
    dropWire(view.controller);
    expect(view.open().document).toBe(before);
    expect(said(view)).toBe('Not connected: LATENT does not fit IMAGE');
  });

  it('pulls a wire off its input: to nothing it goes, to another input it moves in one step', () => {
    const view = createSampleView();
    const taken = socket(view, '3', 'input', 'model');
    beginWire(view.controller, taken, false);
    expect(view.controller.view.getState().pending?.from).toMatchObject({ nodeId: '1', side: 'output' });
    moveWire(view.controller, { x: 700, y: 900 });
    dropWire(view.controller);
    expect(view.wires()).not.toContain('1.0→3.model');
    expect(view.open().past).toHaveLength(1);
  });

  it('put back where it was, or given up, it leaves the document alone', () => {
    const view = createSampleView();
    const before = view.open().document;
    const taken = socket(view, '3', 'input', 'model');
    beginWire(view.controller, taken, false);
    moveWire(view.controller, pointOf(view, taken));
    dropWire(view.controller);
    beginWire(view.controller, taken, false);
    moveWire(view.controller, { x: 700, y: 900 });
    cancelWire(view.controller);
    expect(view.open().document).toBe(before);
  });

  it('dropped on empty canvas it asks for a node', () => {
    const view = createSampleView();
    beginWire(view.controller, socket(view, '3', 'output', 'LATENT'), false);
    moveWire(view.controller, { x: 700, y: 900 });
    dropWire(view.controller);
    expect(view.controller.view.getState().search).toMatchObject({ point: { x: 700, y: 900 }, from: { nodeId: '3' } });
  });
});

describe('adding from the palette', () => {
  const entry = (view: SampleView, name: string): NodeEntry => {
    const found = nodeEntries(view.controller.nodeTypes()).find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no entry ${name}`);
    return found;
  };

  it('adds, wires, selects and focuses in one undo step', () => {
    const view = createSampleView();
    const from = socket(view, '1', 'output', 'MODEL');
    addFromPalette(view.controller, entry(view, 'Sampler'), { point: { x: 300, y: 900 }, from });
    expect(view.wires()).toContain('1.0→5.model');
    expect([...view.open().selection]).toEqual(['5']);
    expect(view.controller.view.getState().focusWanted).toBe('5');
    expect(view.open().past).toHaveLength(1);
  });

  it('adds nodes that no server knows, and does not cover others', () => {
    const view = createSampleView();
    addFromPalette(view.controller, entry(view, 'Note'), { point: { x: 950, y: 40 }, from: null });
    const nodes = view.controller.scene().nodes;
    const note = nodes.get(toNodeId(5));
    const sampler = nodes.get(toNodeId(3));
    expect(note?.layout.kind).toBe('note');
    expect(note?.x).toBeGreaterThan((sampler?.x ?? 0) + (sampler?.width ?? 0));
  });
});
