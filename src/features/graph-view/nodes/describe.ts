import type { NodeRunState } from '@/jobs/job';
import type { LinkId } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { SocketPlace } from '../canvas/geometry';
import type { Scene, SceneLink, SceneNode, SocketRef } from '../canvas/scene';
import { nodeName, type GraphController } from '../controller';
import { texts as t } from '../texts';

/** What a screen reader says of a node after its name: how it fares, what is special about it, how it is wired. */
export function describeNode(placed: SceneNode, run: Pick<NodeRunState, 'state' | 'value' | 'max'> | null): string {
  const { node, layout } = placed;
  const wired = layout.inputs.filter((place) => place.links.length > 0).length;
  const sockets = layout.inputs.filter((place) => !place.isWidget || place.links.length > 0).length;
  const feeds = layout.outputs.reduce((count, place) => count + place.links.length, 0);
  return [
    ...(run === null || run.state === 'waiting' ? [] : [wordRun(run)]),
    ...(node.mode === 4 ? [t.bypassed] : []),
    ...(node.mode === 2 ? [t.muted] : []),
    ...(node.isPinned ? [t.pinned] : []),
    ...(node.isCollapsed ? [t.collapsed] : []),
    ...(sockets > 0 ? [t.inputsWired({ wired, sockets })] : []),
    ...(layout.outputs.length > 0 ? [t.feeds({ count: feeds })] : []),
  ].join(', ');
}

function wordRun({ state, value, max }: Pick<NodeRunState, 'state' | 'value' | 'max'>): string {
  if (state === 'running') return max > 0 ? `${t.statusRunning} ${t.steps({ value, max })}` : t.statusRunning;
  if (state === 'failed') return t.statusFailed;
  return state === 'cached' ? t.statusCached : t.statusDone;
}

const linksById = new WeakMap<Scene, ReadonlyMap<LinkId, SceneLink>>();

/** What a screen reader says of a socket after its name: its type, and where its wires go. */
export function describeSocket(controller: GraphController, side: SocketRef['side'], place: SocketPlace): string {
  const scene = controller.scene();
  const known = linksById.get(scene) ?? new Map(scene.links.map((link) => [link.id, link]));
  linksById.set(scene, known);
  const ends = place.links.flatMap((id) => known.get(id) ?? []);
  const others = ends.map((link): NodeId => (side === 'input' ? link.originId : link.targetId));
  const names = others.map((id) => nodeName(controller, id)).join(', ');
  const wiring = others.length === 0 ? t.noWire : (side === 'input' ? t.wiredFrom : t.wiredTo)({ names });
  return [t.socketType({ type: place.type }), ...(place.isOptional && side === 'input' ? [t.optional] : []), wiring].join(', ');
}
