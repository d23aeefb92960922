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
import { drawLinks, MAX_LINKS_AT_ONCE, type LinkPicture } from './draw-links';
import { onThemeChange, readThemeColors } from './theme-colors';

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
    const drawBoxes = ({ scene, viewport, drag }: LinkPicture): void => {
      const ratio = window.devicePixelRatio;
      const selection = controller.selection();
      drawFar(context, { scene, viewport, size, ratio, drag, selection, titleOf, stateOf, token: colors.token });
    };
    const draw = (): void => {
      frame = 0;
      const { viewport } = controller.viewport.getState();
      const { drag, groupGesture, pending, hoveredSocket, hoveredLink, selectedLink } = controller.view.getState();
      const scene = controller.scene();
      const isFar = viewport.zoom < FAR_ZOOM;
      const ratio = window.devicePixelRatio;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      context.setTransform(viewport.zoom * ratio, 0, 0, viewport.zoom * ratio, viewport.x * ratio, viewport.y * ratio);
      const lit = new Set<LinkId>([hoveredLink, selectedLink].filter((id) => id !== null));
      for (const id of hoveredSocket === null ? [] : linksOf(scene, hoveredSocket)) lit.add(id);
      drawGroups(context, { groups: scene.groups, gesture: groupGesture, viewport, size, token: colors.token });
      const hidden = hiddenLinks(scene, pending);
      const links = { scene, hidden, viewport, size, drag, isFar, lit: lit.size === 0 ? null : lit, colorOf: colors.wire };
      const isTooMuch = isFirst && isFar && scene.links.length > MAX_LINKS_AT_ONCE;
      isFirst = false;
      drawRest(links, isTooMuch ? 0 : drawLinks(context, links));
      if (isFar) drawBoxes(links);
      notePainted(scene, size);
    };
    /** What was too much for one frame comes with the next, and the boxes once more on top of it; a new drawing takes its place. */
    const drawRest = (links: LinkPicture, from: number | null): void => {
      cancelAnimationFrame(rest);
      if (from === null) return;
      rest = requestAnimationFrame(() => {
        if (frame !== 0) return;
        const next = drawLinks(context, links, from);
        drawBoxes(links);
        drawRest(links, next);
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
