import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { FAR_ZOOM } from '@/config/limits';
import type { GraphNode, LinkId, SubgraphId } from '@/graph/document/model';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import { pacedLiveOf } from '@/session/paced-live';
import { useSession } from '@/session/session-provider';
import { drawFar, type BoxState } from '../canvas/draw-far';
import { drawGroups } from '../canvas/draw-groups';
import { createPaintedMark } from '../canvas/painted-mark';
import { linksOf, type Scene, type SceneNode } from '../canvas/scene';
import { displayTitle } from '../canvas/node-title';
import type { GraphController } from '../controller';
import { useController, useGraphFacts } from '../graph-context';
import { countInner, rollUp } from '../nodes/roll-up';
import { createLooks } from '../nodes/run-looks';
import { displayIdOf, type PendingWire } from '../view-store';
import { drawLinks, type DrawnPart, type LinkPicture } from './draw-links';
import { onThemeChange, readThemeColors } from './theme-colors';

/** From afar; more would take longer than a frame. Lit wires come on top of all others, so they need all at once. */
const MAX_LINKS_AT_ONCE = 6_000;
/** Of a first drawing. */
const MAX_BOXES_AT_ONCE = 3_000;

const NO_LINKS: ReadonlySet<LinkId> = new Set();

/** A wire that was pulled off its input hangs on the pointer instead. */
function hiddenLinks(scene: Scene, pending: PendingWire | null): ReadonlySet<LinkId> {
  const from = pending?.detachedFrom ?? null;
  return from === null ? NO_LINKS : linksOf(scene, from);
}

/** How a node, or what is inside an instance, fares in a run. */
function runStateOf(controller: GraphController, run: RunProgress, node: GraphNode): NodeRunState['state'] | undefined {
  const displayId = displayIdOf(controller.view.getState().path, node.id);
  const subgraphs = controller.open()?.document.subgraphs;
  const type = node.type as SubgraphId;
  if (subgraphs?.has(type) !== true) return run.nodes[displayId]?.state;
  return rollUp(run, displayId, countInner(subgraphs, type))?.state;
}

/**
 * The one canvas under the nodes: all wires at every zoom, and from afar the nodes as well. It draws at most once per animation frame and
 * never makes React render.
 */
export function WireLayer() {
  const controller = useController();
  const session = useSession();
  const facts = useGraphFacts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [notePainted] = useState(createPaintedMark);
  const size = useStore(controller.viewport, (state) => state.size);

  // Synchronises the canvas with the stores, the page's theme and the run; drawing waits for the next frame.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return undefined;
    let frame = 0;
    let rest = 0;
    let isFirst = true;
    let colors = readThemeColors(element);

    const stateOf = (node: SceneNode): BoxState => {
      const { promptId, problems, inner } = facts;
      const run = promptId === null ? undefined : session.live.getState().runs[promptId];
      const state = run === undefined ? undefined : runStateOf(controller, run, node.node);
      if (state !== undefined && state !== 'waiting') return state;
      const hasError = problems.get(node.id)?.some((problem) => problem.severity === 'error') === true;
      return hasError || inner.has(node.id) ? 'problem' : 'plain';
    };
    const titleOf = (node: SceneNode): string => displayTitle(node.node, node.nodeType);
    const drawBoxes = ({ scene, viewport, drag }: LinkPicture, part?: DrawnPart): number | null => {
      const ratio = window.devicePixelRatio;
      const selection = controller.selection();
      return drawFar(context, { scene, viewport, size, ratio, drag, selection, titleOf, stateOf, token: colors.token }, part);
    };
    const groupsOf = ({ scene, viewport }: LinkPicture): void => {
      const { groupGesture: gesture } = controller.view.getState();
      drawGroups(context, { groups: scene.groups, gesture, viewport, size, token: colors.token });
    };
    /**
     * Stops where the rest is for the next frame. Of a first drawing of thousands the boxes come first, then the wires part by part with the
     * boxes once more on top: painting behind what is there already is many times slower.
     */
    const paintParts = function* (links: LinkPicture): Generator<void> {
      const { scene, isFar, lit } = links;
      const isTooMuch = isFar && lit === null && (scene.links.length > MAX_LINKS_AT_ONCE || scene.nodes.size > MAX_BOXES_AT_ONCE);
      groupsOf(links);
      if (isTooMuch && isFirst) {
        for (let from: number | null = 0; from !== null;) {
          from = drawBoxes(links, { from, limit: MAX_BOXES_AT_ONCE });
          yield;
        }
      }
      isFirst = false;
      const limit = isTooMuch ? MAX_LINKS_AT_ONCE : Infinity;
      for (let from: number | null = 0; from !== null;) {
        from = drawLinks(context, links, { from, limit });
        if (isFar) drawBoxes(links);
        if (from !== null) yield;
      }
    };
    const draw = (): void => {
      frame = 0;
      const { viewport } = controller.viewport.getState();
      const { drag, pending, hoveredSocket, hoveredLink, selectedLink } = controller.view.getState();
      const scene = controller.scene();
      const isFar = viewport.zoom < FAR_ZOOM;
      const ratio = window.devicePixelRatio;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      context.setTransform(viewport.zoom * ratio, 0, 0, viewport.zoom * ratio, viewport.x * ratio, viewport.y * ratio);
      const lit = new Set<LinkId>([hoveredLink, selectedLink].filter((id) => id !== null));
      for (const id of hoveredSocket === null ? [] : linksOf(scene, hoveredSocket)) lit.add(id);
      const hidden = hiddenLinks(scene, pending);
      const links = { scene, hidden, viewport, size, drag, isFar, lit: lit.size === 0 ? null : lit, colorOf: colors.wire };
      paintNext(paintParts(links), scene);
    };
    /** A new drawing takes the place of one that is not whole yet. */
    const paintNext = (parts: Generator<void>, scene: Scene): void => {
      cancelAnimationFrame(rest);
      if (parts.next().done === true) {
        notePainted(scene, size);
        return;
      }
      rest = requestAnimationFrame(() => {
        if (frame === 0) paintNext(parts, scene);
      });
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const looks = createLooks();
    const scheduleWhenFar = (): void => {
      if (controller.viewport.getState().viewport.zoom >= FAR_ZOOM) return;
      const { promptId } = facts;
      if (looks.hasChanged(promptId === null ? undefined : session.live.getState().runs[promptId])) schedule();
    };
    const removers = [
      controller.viewport.subscribe(schedule),
      controller.view.subscribe(schedule),
      controller.workspace.documents.subscribe(schedule),
      pacedLiveOf(session.live, session.clock).subscribe(scheduleWhenFar),
      onThemeChange(() => {
        colors = readThemeColors(element);
        schedule();
      }),
    ];
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    schedule();
    return () => {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(rest);
      removers.forEach((remove) => remove());
    };
  }, [controller, session, facts, size, notePainted]);

  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
