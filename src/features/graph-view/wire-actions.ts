import { exposeInput, exposeOutput, labelBoundarySlot, removeBoundarySlot } from '@/graph/edit/boundary';
import { connect, deleteLinks } from '@/graph/edit/connect';
import { createNode, createVirtualNode } from '@/graph/document/create-node';
import { nextNodeId } from '@/graph/document/ids';
import { addNode } from '@/graph/edit/nodes';
import { noteNodeUse } from '@/components/node-library/node-habits';
import type { NodeEntry } from '@/components/node-library/node-entries';
import type { InputEnd, OutputEnd } from '@/graph/edit/ends';
import { findFreePosition } from '@/graph/layout/place';
import type { LinkId, Point, WorkflowDocument } from '@/graph/document/model';
import { checkConnection, type ConnectionRefusal } from '@/graph/validate/can-connect';
import { withWidgetValue } from '@/graph/document/widgets';
import { assertNever } from '@/lib/errors';
import type { JsonValue } from '@/lib/json';
import { createUuid } from '@/lib/random';
import type { NodeId } from '@/protocol/ids';
import { boundarySideOf } from './canvas/boundary-nodes';
import { findSocket, socketKey, type SceneNode, type SocketRef } from './canvas/scene';
import type { SocketPlace } from './canvas/geometry';
import { titleOf, type GraphController } from './controller';
import { texts as t } from './texts';
import { focusNode, revealNode } from './view-actions';

/** Connecting and disconnecting, by whatever means. */

interface Ends {
  readonly from: OutputEnd;
  readonly to: InputEnd;
}

/** Which of two sockets feeds which; null when both are on the same side. */
function toEnds(a: SocketRef, b: SocketRef): Ends | null {
  if (a.side === b.side) return null;
  const [output, input] = a.side === 'output' ? [a, b] : [b, a];
  return { from: { nodeId: output.nodeId, slot: output.index }, to: { nodeId: input.nodeId, name: input.name } };
}

/** Whether a socket is the place on a boundary where a wire makes a new input or output of the definition. */
function isNewSlot(ref: SocketRef): boolean {
  return ref.name === '' && boundarySideOf(ref.nodeId) !== null;
}

/** Why two sockets cannot be wired, in words; null = they can. */
export function refusalOf(controller: GraphController, a: SocketRef, b: SocketRef): string | null {
  const ends = toEnds(a, b);
  if (ends === null) return t.refusedSameSide;
  if (boundarySideOf(a.nodeId) !== null && boundarySideOf(b.nodeId) !== null) return t.refusedBoundary;
  if (isNewSlot(a) || isNewSlot(b)) return null;
  const document = controller.open()?.document;
  if (document === undefined) return t.refusedMissing;
  const scope = { document, graphId: controller.graphId(), nodeTypes: controller.nodeTypes() };
  const refusal = checkConnection(scope, ends.from, ends.to);
  return refusal === null ? null : wordRefusal(refusal);
}

function wordRefusal(refusal: ConnectionRefusal): string {
  switch (refusal.code) {
    case 'types':
      return t.refusedTypes({ from: refusal.outputType, to: refusal.inputType });
    case 'self':
      return t.refusedSelf;
    case 'cycle':
      return t.refusedCycle;
    case 'socketless':
      return t.refusedSocketless;
    case 'needs-value':
      return t.refusedNeedsValue;
    case 'missing-node':
    case 'missing-output':
    case 'missing-input':
      return t.refusedMissing;
    default:
      return assertNever(refusal);
  }
}

/** Wires two sockets, or says why not. `instead` is an input whose wire goes in the same step (a wire that was pulled over). */
export function connectSockets(
  controller: GraphController,
  pair: readonly [SocketRef, SocketRef],
  instead: SocketRef | null = null,
): boolean {
  const [a, b] = pair;
  const ends = toEnds(a, b);
  const refusal = refusalOf(controller, a, b);
  if (ends === null || refusal !== null) {
    controller.say(t.notConnected({ reason: refusal ?? t.refusedSameSide }));
    return false;
  }
  const old = instead === null ? [] : linkIdsOf(controller, instead);
  const [output, input] = a.side === 'output' ? [a, b] : [b, a];
  const said = t.connected({ from: socketName(controller, output), to: socketName(controller, input) });
  const wire = wireEdit(controller, pair, ends);
  controller.edit((document) => wire(deleteLinks(document, { graphId: controller.graphId(), linkIds: old })));
  controller.say(said);
  return true;
}

/** The edit that wires two sockets; at the end of a boundary it makes the new input or output first. */
function wireEdit(
  controller: GraphController,
  [a, b]: readonly [SocketRef, SocketRef],
  ends: Ends,
): (document: WorkflowDocument) => WorkflowDocument {
  const graphId = controller.graphId();
  const nodeTypes = controller.nodeTypes();
  const slot = [a, b].find(isNewSlot);
  if (slot === undefined || graphId === 'root') return (document) => connect(document, { graphId, nodeTypes, ...ends });
  const slotId = createUuid();
  return (document) =>
    slot.side === 'output'
      ? exposeInput(document, { graphId, nodeTypes, slotId, to: ends.to })
      : exposeOutput(document, { graphId, nodeTypes, slotId, from: ends.from });
}

/** Takes every wire of a socket away; an unwired input or output of the definition that is shown goes itself. */
export function disconnectSocket(controller: GraphController, ref: SocketRef): void {
  const linkIds = linkIdsOf(controller, ref);
  if (linkIds.length === 0) {
    removeSlot(controller, ref);
    return;
  }
  const name = socketName(controller, ref);
  controller.edit((document) => deleteLinks(document, { graphId: controller.graphId(), linkIds }));
  controller.say(t.disconnected({ socket: name }));
}

/** Takes an input or output off the definition that is shown, with its wires inside and outside. Nothing happens on other sockets. */
export function removeSlot(controller: GraphController, ref: SocketRef): void {
  const side = boundarySideOf(ref.nodeId);
  const graphId = controller.graphId();
  if (side === null || graphId === 'root' || isNewSlot(ref)) return;
  const name = socketName(controller, ref);
  const { index } = ref;
  controller.edit((document) => removeBoundarySlot(document, { graphId, side, index, nodeTypes: controller.nodeTypes() }));
  controller.say(t.slotRemoved({ socket: name }));
}

/** Gives an input or output of the definition that is shown another label, on every instance. */
export function labelSlot(controller: GraphController, at: { readonly nodeId: NodeId; readonly index: number }, label: string): void {
  const side = boundarySideOf(at.nodeId);
  const graphId = controller.graphId();
  if (side !== null && graphId !== 'root')
    controller.edit((document) => labelBoundarySlot(document, { graphId, side, index: at.index, label }));
}

/** Takes one wire away. */
export function cutLink(controller: GraphController, linkId: LinkId): void {
  controller.edit((document) => deleteLinks(document, { graphId: controller.graphId(), linkIds: [linkId] }));
  controller.view.setState({ selectedLink: null, hoveredLink: null });
  controller.say(t.wireRemoved);
}

/** Takes all wires of a node away. */
export function isolateNode(controller: GraphController, id: NodeId): void {
  const linkIds = controller
    .scene()
    .links.filter((link) => link.originId === id || link.targetId === id)
    .map((link) => link.id);
  if (linkIds.length === 0) return;
  controller.edit((document) => deleteLinks(document, { graphId: controller.graphId(), linkIds }));
  controller.say(t.disconnected({ socket: titleOf(controller, id) }));
}

function linkIdsOf(controller: GraphController, ref: SocketRef): readonly LinkId[] {
  return findSocket(controller.scene(), ref)?.links ?? [];
}

/** The output at the other end of an input's wire; null when it has none. */
export function sourceOf(controller: GraphController, ref: SocketRef): SocketRef | null {
  const scene = controller.scene();
  const link = scene.links.find((candidate) => candidate.targetId === ref.nodeId && candidate.targetName === ref.name);
  const place = link === undefined ? undefined : scene.nodes.get(link.originId)?.layout.outputs[link.originSlot];
  return link === undefined || place === undefined
    ? null
    : { nodeId: link.originId, side: 'output', name: place.name, index: link.originSlot };
}

/** "output IMAGE of Load Image", as the socket's button is named. */
export function socketName(controller: GraphController, ref: SocketRef): string {
  const place = findSocket(controller.scene(), ref);
  const title = titleOf(controller, ref.nodeId);
  return ref.side === 'output'
    ? t.outputName({ name: place?.label ?? ref.name, title })
    : t.inputName({ name: place?.label ?? ref.name, title });
}

/** A socket's address from its place in a node. */
export function toRef(nodeId: NodeId, side: SocketRef['side'], place: SocketPlace): SocketRef {
  return { nodeId, side, name: place.name, index: place.index };
}

export interface Partner {
  readonly ref: SocketRef;
  readonly title: string;
  readonly label: string;
  /** A wire in this input would be replaced. */
  readonly isTaken: boolean;
}

/** Every socket of the shown graph that `from` could be wired to: free ones first, pure sockets before those of controls. */
export function partnersOf(controller: GraphController, from: SocketRef): readonly Partner[] {
  const found: (Partner & { readonly rank: number })[] = [];
  for (const node of controller.scene().nodes.values()) {
    for (const { ref, place } of counterparts(node, from)) {
      if (refusalOf(controller, from, ref) !== null) continue;
      const isTaken = ref.side === 'input' && place.links.length > 0;
      const rank = (isTaken ? 2 : 0) + (place.isWidget ? 1 : 0);
      found.push({ ref, title: titleOf(controller, node.id), label: place.label, isTaken, rank });
    }
  }
  return found.sort((a, b) => a.rank - b.rank);
}

/** The socket of a node a wire dropped on its body goes to: the first free one that fits, else the first that fits. */
export function fittingSocket(controller: GraphController, nodeId: NodeId, from: SocketRef): SocketRef | null {
  const node = controller.scene().nodes.get(nodeId);
  if (node === undefined) return null;
  const fits = counterparts(node, from).filter(({ ref }) => refusalOf(controller, from, ref) === null);
  const free = fits.find(({ ref, place }) => ref.side === 'output' || (place.links.length === 0 && !place.isWidget));
  return (free ?? fits.find(({ place }) => !place.isWidget) ?? fits[0])?.ref ?? null;
}

function counterparts(node: SceneNode, from: SocketRef): readonly { readonly ref: SocketRef; readonly place: SocketPlace }[] {
  if (node.id === from.nodeId) return [];
  const side = from.side === 'output' ? 'input' : 'output';
  const places = side === 'input' ? node.layout.inputs : node.layout.outputs;
  return places.map((place) => ({ place, ref: toRef(node.id, side, place) }));
}

/** Where a new node goes and what it gets. */
export interface NewNode {
  /** Of its middle top. */
  readonly point: Point;
  /** The socket it is wired to. */
  readonly from: SocketRef | null;
  /** By input name; the others have their defaults. */
  readonly values?: Readonly<Record<string, JsonValue>>;
}

/** Adds a node of a type, gives it values, wires it, selects and focuses it: one undo step. */
export function addFromPalette(controller: GraphController, entry: Pick<NodeEntry, 'name' | 'nodeType'>, target: NewNode): void {
  const open = controller.open();
  const graph = controller.graph();
  if (open === undefined || graph === undefined) return;
  const id = nextNodeId(open.document);
  const make = (position: Point) =>
    entry.nodeType === undefined ? createVirtualNode(entry.name, { id, position }) : createNode(entry.nodeType, { id, position });
  const { size } = make(target.point);
  const isInput = target.from?.side === 'input';
  const wanted =
    target.from === null
      ? { x: target.point.x - size.width / 2, y: target.point.y }
      : { x: target.point.x - (isInput ? size.width : 0), y: target.point.y };
  const node = make(findFreePosition(graph, wanted, size));
  const group = `add ${id}`;
  const filled = Object.entries(target.values ?? {}).reduce(
    (made, [name, value]) => withWidgetValue(made, entry.nodeType, name, value),
    node,
  );
  controller.edit((document) => addNode(document, { graphId: controller.graphId(), node: filled }), group);
  if (target.from !== null) wireNew(controller, id, { from: target.from, group });
  controller.workspace.endGroup(controller.documentId);
  noteNodeUse(controller.workspace, entry.name);
  controller.select([id]);
  controller.say(t.added({ title: titleOf(controller, id) }));
  revealNode(controller, id);
  focusNode(controller, id);
}

function wireNew(controller: GraphController, id: NodeId, { from, group }: { readonly from: SocketRef; readonly group: string }): void {
  const partner = fittingSocket(controller, id, from);
  const ends = partner === null ? null : toEnds(from, partner);
  if (partner === null || ends === null) return;
  controller.edit(wireEdit(controller, [from, partner], ends), group);
}

/** Whether two references mean the same socket. */
export function isSameSocket(a: SocketRef | null, b: SocketRef | null): boolean {
  return a === b || (a !== null && b !== null && socketKey(a) === socketKey(b));
}
