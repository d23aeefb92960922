import { useEffect, useRef, type PointerEvent } from 'react';
import type { Point } from '@/graph/document/model';
import type { Scene } from '../canvas/scene';
import { useSession } from '@/session/session-provider';
import { boundsOf, centreOn, grow, visibleRect } from '../canvas/viewport';
import { useController } from '../graph-context';
import { bandColor } from '../nodes/band-color';
import { texts as t } from '../texts';
import { onThemeChange, readThemeColors } from '../wires/theme-colors';
import { drawMinimap, fromMinimap, minimapFrame, toMinimapRect, type MinimapFrame } from './draw-minimap';

const SIZE = { width: 200, height: 130 };
/** So that the view's frame has room around a small graph. */
const MARGIN = 200;
const EMPTY = { x: 0, y: 0, width: 1000, height: 600 };

/**
 * The whole graph in small. The picture is painted once per change of the document; only the frame of what is seen moves, as a transform.
 * Pointing into it moves the view; by keyboard the view is moved from node to node instead, so it is no stop on the way.
 */
export function Minimap({ scene }: { readonly scene: Scene }) {
  const controller = useController();
  const { clock } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frameElement = useRef<HTMLDivElement>(null);
  const frame = useRef<MinimapFrame>({ scale: 1, x: 0, y: 0 });

  // Synchronises picture and frame with the document, the viewport and the theme.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    const current = minimapFrame(grow(scene.bounds ?? boundsOf([]) ?? EMPTY, MARGIN), SIZE);
    frame.current = current;
    const paint = (): void => {
      if (element === null || context === null) return;
      const ratio = window.devicePixelRatio;
      element.width = SIZE.width * ratio;
      element.height = SIZE.height * ratio;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const { token } = readThemeColors(element);
      const plain = token('--border-strong');
      drawMinimap(
        context,
        [...scene.nodes.values()].map(({ x, y, width, height, node }) => ({
          x,
          y,
          width,
          height,
          color: node.color === undefined ? plain : bandColor(node.color),
        })),
        current,
      );
    };
    const placeFrame = (): void => {
      const { viewport, size } = controller.viewport.getState();
      const rect = toMinimapRect(visibleRect(viewport, size), current, SIZE);
      const style = frameElement.current?.style;
      if (style === undefined) return;
      style.transform = `translate(${rect.x}px, ${rect.y}px)`;
      style.width = `${rect.width}px`;
      style.height = `${rect.height}px`;
    };
    placeFrame();
    // The graph itself is drawn first: the small picture of thousands of boxes is a task of its own.
    const painting = clock.after(0, paint);
    const removers = [controller.viewport.subscribe(placeFrame), onThemeChange(paint)];
    return () => {
      painting.cancel();
      removers.forEach((remove) => remove());
    };
  }, [controller, scene, clock]);

  const lookAt = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const origin = event.currentTarget.getBoundingClientRect();
    const point: Point = fromMinimap({ x: event.clientX - origin.left, y: event.clientY - origin.top }, frame.current);
    const { viewport, size } = controller.viewport.getState();
    controller.moveTo(centreOn(point, viewport.zoom, size));
  };

  return (
    <div
      role="img"
      aria-label={t.minimap}
      title={t.minimapHint}
      className="relative cursor-crosshair overflow-hidden rounded-panel border border-border bg-sunken"
      style={SIZE}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(event);
      }}
      onPointerMove={lookAt}
    >
      <canvas ref={canvas} aria-hidden className="absolute inset-0" style={SIZE} />
      <div ref={frameElement} aria-hidden className="absolute top-0 left-0 border border-accent bg-accent/10" />
    </div>
  );
}
