import { describe, expect, it } from 'vitest';
import { setMode } from '@/graph/edit/nodes';
import type { LinkId } from '@/graph/document/model';
import { toNodeId } from '@/protocol/ids';
import { buildScene, type Scene } from '../canvas/scene';
import { sampleDocument, sampleTypes } from '../fixtures/sample-graph';
import { drawLinks, type LinkContext, type LinkPicture } from './draw-links';
import { hitLink, hitNode, hitSocket } from './hit-test';
import { wirePoint } from './link-shape';
import { socketCss } from '@/components/sockets/socket-color';

const document = sampleDocument();
const scene = buildScene(document.root, sampleTypes);

interface Stroke {
  readonly color: string;
  readonly alpha: number;
  readonly dash: readonly number[];
  readonly starts: readonly number[];
  readonly isCurved: boolean;
}

/** Records what would be painted. */
function recorder(): { readonly context: LinkContext; readonly strokes: readonly Stroke[] } {
  const strokes: Stroke[] = [];
  let dash: readonly number[] = [];
  let starts: number[] = [];
  let isCurved = false;
  const context: LinkContext = {
    strokeStyle: '',
    lineWidth: 0,
    globalAlpha: 1,
    setLineDash: (segments: Iterable<number>) => {
      dash = [...segments];
    },
    beginPath: () => {
      starts = [];
      isCurved = false;
    },
    moveTo: (x) => void starts.push(x),
    lineTo: () => undefined,
    bezierCurveTo: () => {
      isCurved = true;
    },
    stroke: () =>
      void strokes.push({
        color: typeof context.strokeStyle === 'string' ? context.strokeStyle : '',
        alpha: context.globalAlpha,
        dash,
        starts,
        isCurved,
      }),
  };
  return { context, strokes };
}

const PICTURE: LinkPicture = {
  scene,
  viewport: { x: 0, y: 0, zoom: 1 },
  size: { width: 3000, height: 2000 },
  drag: null,
  isFar: false,
  lit: null,
  hidden: new Set(),
  colorOf: (type) => type,
};

function draw(over: Partial<LinkPicture> = {}): readonly Stroke[] {
  const { context, strokes } = recorder();
  drawLinks(context, { ...PICTURE, ...over });
  return strokes;
}

const linkTo = (name: string, of: Scene = scene): LinkId => {
  const found = of.links.find((link) => link.targetName === name);
  if (found === undefined) throw new Error(`no wire to ${name}`);
  return found.id;
};

describe('drawLinks', () => {
  it('draws one path per type', () => {
    expect(
      draw()
        .map((stroke) => stroke.color)
        .sort(),
    ).toEqual(['CLIP', 'CONDITIONING', 'LATENT', 'MODEL']);
  });

  it('leaves out what is not in view', () => {
    const strokes = draw({ size: { width: 300, height: 300 } });
    expect(strokes.map((stroke) => stroke.color).sort()).toEqual(['CLIP', 'MODEL']);
  });

  it('dims everything but the lit wires and draws those last', () => {
    const strokes = draw({ lit: new Set([linkTo('clip')]) });
    expect(strokes.at(-1)).toMatchObject({ color: 'CLIP', alpha: 1 });
    expect(strokes.slice(0, -1).every((stroke) => stroke.alpha < 0.5)).toBe(true);
  });

  it('leaves out a wire the pointer holds', () => {
    expect(draw({ hidden: new Set([linkTo('clip')]) }).map((stroke) => stroke.color)).not.toContain('CLIP');
  });

  it('dashes wires into bypassed nodes', () => {
    const bypassed = buildScene(setMode(document, { graphId: 'root', nodeIds: [toNodeId(2)], mode: 4 }).root, sampleTypes);
    const dashed = draw({ scene: bypassed }).filter((stroke) => stroke.dash.length > 0);
    expect(dashed.map((stroke) => stroke.color)).toEqual(['CLIP']);
  });

  it('leaves to the next frame what is beyond the limit', () => {
    const [link] = scene.links;
    if (link === undefined) throw new Error('no wire');
    const many = { ...scene, links: Array.from({ length: 201 }, () => link) };
    const { context, strokes } = recorder();
    const picture: LinkPicture = { ...PICTURE, scene: many, isFar: true };
    const drawn: (number | null)[] = [];
    for (let from: number | null = 0; from !== null;) drawn.push((from = drawLinks(context, picture, { from, limit: 100 })));
    expect(drawn).toEqual([100, 200, null]);
    expect(strokes.map(({ starts }) => starts.length)).toEqual([100, 100, 1]);
    expect(drawLinks(context, picture)).toBeNull();
  });

  it('lets wires follow a drag, and straightens them when far', () => {
    const drag = { ids: new Set([toNodeId(3)]), dx: 50, dy: 0 };
    const still = draw().find((stroke) => stroke.color === 'LATENT');
    const moved = draw({ drag, isFar: true }).find((stroke) => stroke.color === 'LATENT');
    expect(moved?.starts[0]).toBe((still?.starts[0] ?? 0) + 50);
    expect([still?.isCurved, moved?.isCurved]).toEqual([true, false]);
  });
});

describe('hit tests', () => {
  it('finds the node under a point, the topmost of several', () => {
    expect(hitNode(scene, { x: 10, y: 10 })?.id).toBe('1');
    expect(hitNode(scene, { x: -500, y: 0 })).toBeNull();
  });

  it('finds the nearest socket within the radius', () => {
    const sampler = scene.nodes.get(toNodeId(3));
    const place = sampler?.layout.inputs.find((input) => input.name === 'positive');
    const dot = { x: (sampler?.x ?? 0) + (place?.x ?? 0), y: (sampler?.y ?? 0) + (place?.y ?? 0) };
    expect(hitSocket(scene, { x: dot.x - 6, y: dot.y + 3 }, 12)).toMatchObject({ nodeId: '3', side: 'input', name: 'positive' });
    expect(hitSocket(scene, { x: dot.x - 60, y: dot.y }, 12)).toBeNull();
    expect(hitSocket(scene, dot, 12, toNodeId(3))).toBeNull();
  });

  it('finds a wire along its whole curve and not beside it', () => {
    const wire = scene.links.find((link) => link.targetName === 'samples');
    expect(wire).toBeDefined();
    if (wire === undefined) return;
    const middle = wirePoint(wire, 0.3);
    expect(hitLink(scene.links, { x: middle.x, y: middle.y + 3 }, 6)?.id).toBe(wire.id);
    expect(hitLink(scene.links, { x: middle.x, y: middle.y + 300 }, 6)).toBeNull();
  });
});

describe('socketCss', () => {
  it('uses the token of a known type, the first of a list, and neutral for any', () => {
    expect(socketCss('IMAGE')).toBe('var(--socket-image)');
    expect(socketCss('FLOAT,INT')).toBe('var(--socket-float)');
    expect(socketCss('*')).toBe('var(--muted)');
  });

  it('gives other types a hue that depends on the name alone', () => {
    expect(socketCss('UPSCALE_MODEL')).toBe(socketCss('UPSCALE_MODEL'));
    expect(socketCss('UPSCALE_MODEL')).not.toBe(socketCss('SAMPLER'));
  });
});
