import { describe, expect, it } from 'vitest';
import { setColor, setMode } from '@/graph/edit/nodes';
import { toNodeId } from '@/protocol/ids';
import type { DrawnPart } from '../wires/draw-links';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { drawFar, type BoxContext, type FarPicture } from './draw-far';
import { drawGroups, type GroupContext } from './draw-groups';
import { buildScene } from './scene';
import { placeGroups } from './scene-groups';

const document = sampleDocument();
const token = (name: string): string => name;

interface Painted {
  readonly kind: 'fill' | 'stroke';
  readonly style: string;
  readonly alpha: number;
}

/** Records boxes and texts instead of painting them. */
function recorder() {
  const painted: Painted[] = [];
  const filled: (readonly number[])[] = [];
  const texts: string[] = [];
  const text = (style: BoxContext['fillStyle']): string => (typeof style === 'string' ? style : '');
  const context: BoxContext & GroupContext = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    font: '',
    globalAlpha: 1,
    textBaseline: 'top',
    setTransform: () => undefined,
    fillRect: (...rect) => {
      filled.push(rect);
      painted.push({ kind: 'fill', style: text(context.fillStyle), alpha: context.globalAlpha });
    },
    strokeRect: () => void painted.push({ kind: 'stroke', style: text(context.strokeStyle), alpha: context.globalAlpha }),
    fillText: (words) => void texts.push(words),
  };
  return { context, painted, filled, texts };
}

function draw(over: Partial<FarPicture> = {}, part?: DrawnPart) {
  const { context, painted, filled, texts } = recorder();
  const picture: FarPicture = {
    scene: buildScene(document.root, sampleTypes),
    viewport: { x: 0, y: 100, zoom: 0.3 },
    size: { width: 1000, height: 600 },
    ratio: 1,
    drag: null,
    selection: new Set(),
    titleOf: (node) => node.node.type,
    stateOf: () => 'plain',
    token,
    ...over,
  };
  const next = drawFar(context, picture, part);
  return { painted, filled, texts, next };
}

describe('drawFar', () => {
  it('draws every box in view and writes titles where they fit', () => {
    const { painted, texts } = draw();
    expect(painted.filter((part) => part.style === '--raised')).toHaveLength(4);
    expect(texts).toEqual(['Loader', 'Encode', 'Sampler']);
  });

  it('draws a part, and says which box is next', () => {
    const viewport = { x: 0, y: 100, zoom: 0.05 };
    expect(draw({ viewport }, { from: 0, limit: 3 })).toMatchObject({ filled: { length: 3 }, next: 3 });
    expect(draw({ viewport }, { from: 3, limit: 3 })).toMatchObject({ filled: { length: 1 }, next: null });
    expect(draw({ viewport }).next).toBeNull();
  });

  it('leaves out what is not in view, and titles that could not be read', () => {
    expect(draw({ size: { width: 100, height: 600 } }).texts).toEqual(['Loader']);
    expect(draw({ viewport: { x: 0, y: 100, zoom: 0.05 } }).texts).toEqual([]);
  });

  it('draws the smallest boxes as whole pixels, none of them too small to see', () => {
    const { filled } = draw({ viewport: { x: 3.3, y: 100.7, zoom: 0.001 }, ratio: 1.5 });
    expect(filled).toHaveLength(4);
    expect(filled.flat().every((value) => Number.isInteger(value))).toBe(true);
    expect(filled.every(([, , width = 0, height = 0]) => width >= 1 && height >= 1)).toBe(true);
  });

  it('cuts a title that is longer than its box', () => {
    const [title] = draw({ titleOf: () => 'x'.repeat(80) }).texts;
    expect(title).toMatch(/^x+…$/);
  });

  it('outlines by state and selection', () => {
    const { painted } = draw({
      stateOf: (node) => (node.id === '3' ? 'running' : 'plain'),
      selection: new Set([toNodeId(4)]),
    });
    const strokes = painted.filter((part) => part.kind === 'stroke');
    const plain = '--border-strong';
    expect(strokes.map(({ style }) => style)).toEqual([plain, plain, plain, '--accent', '--accent']);
  });

  it('dims what does not run and shows the author’s colour', () => {
    const muted = setMode(document, { graphId: 'root', nodeIds: [toNodeId(1)], mode: 2 });
    const colored = setColor(muted, { graphId: 'root', nodeIds: [toNodeId(2)], colors: { color: '#232', bgcolor: '#353' } });
    const { painted } = draw({ scene: buildScene(colored.root, sampleTypes) });
    expect(painted.filter((part) => part.style === '--raised' && part.alpha < 1)).toHaveLength(1);
    expect(painted.filter((part) => part.style.startsWith('hsl'))).toHaveLength(1);
  });
});

describe('drawGroups', () => {
  const { groups } = placeGroups({
    ...document.root,
    groups: [
      { title: 'Here', bounds: { x: 0, y: 0, width: 500, height: 300 }, color: '#3f789e' },
      { title: 'Elsewhere', bounds: { x: 9000, y: 0, width: 500, height: 300 } },
    ],
  });
  const view = { groups, gesture: null, viewport: { x: 0, y: 0, zoom: 1 }, size: { width: 1000, height: 600 }, token };

  it('draws the groups in view with their titles', () => {
    const { context, painted, texts } = recorder();
    drawGroups(context, view);
    expect(texts).toEqual(['Here']);
    expect(painted).toHaveLength(2);
  });

  it('draws one that a hand moves where the hand is', () => {
    const { context, texts } = recorder();
    drawGroups(context, { ...view, gesture: { kind: 'move', index: 1, groups: new Set([1]), by: { x: -8900, y: 0 } } });
    expect(texts).toEqual(['Here', 'Elsewhere']);
  });

  it('writes no title that could not be read', () => {
    const { context, painted, texts } = recorder();
    drawGroups(context, { ...view, viewport: { x: 0, y: 0, zoom: 0.1 } });
    expect(texts).toEqual([]);
    expect(painted).toHaveLength(4);
  });
});
