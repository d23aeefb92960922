import { describe, expect, it } from 'vitest';
import { createVirtualNode } from '@/graph/document/create-node';
import { toNodeId } from '@/protocol/ids';
import { sampleNode, sampleType } from '../fixtures/sample-graph';
import { HEADER_HEIGHT, layoutNode } from './geometry';

const at = { x: 0, y: 0 };
const sampler = sampleNode('Sampler', '3', at);

describe('layoutNode', () => {
  it('gives sockets without a control one row each, outputs opposite', () => {
    const layout = layoutNode(sampler, sampleType('Sampler'));
    const rows = layout.inputs.filter((place) => !place.isWidget);
    expect(rows.map((place) => place.name)).toEqual(['model', 'positive', 'latent']);
    expect(rows[1]?.y).toBeGreaterThan(rows[0]?.y ?? Infinity);
    expect(layout.outputs[0]).toMatchObject({ x: layout.width, y: rows[0]?.y });
  });

  it('puts the socket of a control at the row of that control', () => {
    const layout = layoutNode(sampler, sampleType('Sampler'));
    const socket = layout.inputs.find((place) => place.name === 'steps');
    const control = layout.controls.find((place) => place.slot.name === 'steps');
    expect(socket?.isWidget).toBe(true);
    expect(socket?.y).toBeGreaterThan(control?.y ?? Infinity);
    expect(socket?.y).toBeLessThan((control?.y ?? 0) + (control?.height ?? 0));
  });

  it('lists a control for the seed and its companion', () => {
    const layout = layoutNode(sampler, sampleType('Sampler'));
    expect(layout.controls.map((place) => [place.slot.name, place.slot.role])).toEqual([
      ['seed', 'input'],
      ['seed:control', 'control'],
      ['steps', 'input'],
    ]);
  });

  it('keeps everything inside the box, even when the saved size is too small or broken', () => {
    for (const size of [
      { width: 1, height: 1 },
      { width: NaN, height: Infinity },
    ]) {
      const layout = layoutNode({ ...sampler, size }, sampleType('Sampler'));
      const bottom = Math.max(...layout.controls.map((place) => place.y + place.height));
      expect(bottom).toBeLessThanOrEqual(layout.height);
      expect(Number.isFinite(layout.width)).toBe(true);
    }
  });

  it('lets a text grow with the box', () => {
    const encode = sampleNode('Encode', '2', at);
    const tall = layoutNode({ ...encode, size: { width: 400, height: 600 } }, sampleType('Encode'));
    const small = layoutNode({ ...encode, size: { width: 400, height: 10 } }, sampleType('Encode'));
    expect(tall.controls[0]?.height).toBeGreaterThan((small.controls[0]?.height ?? Infinity) + 400);
  });

  it('reserves room for the outputs of output nodes, and uses spare room of others', () => {
    const save = sampleNode('Save', '4', at);
    expect(layoutNode(save, sampleType('Save')).preview?.height).toBeGreaterThan(100);
    expect(layoutNode(sampler, sampleType('Sampler')).preview).toBeNull();
    expect(layoutNode({ ...sampler, size: { width: 300, height: 700 } }, sampleType('Sampler')).preview).not.toBeNull();
  });

  it('folds a collapsed node to its title with all dots at its sides', () => {
    const layout = layoutNode({ ...sampler, isCollapsed: true }, sampleType('Sampler'));
    expect(layout.height).toBe(HEADER_HEIGHT);
    expect(layout.controls).toEqual([]);
    expect(new Set(layout.inputs.map((place) => place.y))).toEqual(new Set([HEADER_HEIGHT / 2]));
    expect(layout.inputs).toHaveLength(5);
  });

  it('draws a reroute as one row without a title', () => {
    const layout = layoutNode(createVirtualNode('Reroute', { id: toNodeId(9), position: at }), undefined);
    expect(layout).toMatchObject({ kind: 'reroute', headerHeight: 0 });
    expect(layout.inputs[0]?.y).toBe(layout.outputs[0]?.y);
  });

  it('shows what the file knows of an unknown class', () => {
    const layout = layoutNode({ ...sampler, type: 'Gone' }, undefined);
    expect(layout.inputs.length).toBeGreaterThanOrEqual(3);
    expect(layout.controls.map((place) => place.slot.value)).toEqual([0, 'randomize', 20]);
  });

  it('answers the same object for the same node and type', () => {
    expect(layoutNode(sampler, sampleType('Sampler'))).toBe(layoutNode(sampler, sampleType('Sampler')));
    expect(layoutNode(sampler, undefined)).not.toBe(layoutNode(sampler, sampleType('Sampler')));
  });
});
