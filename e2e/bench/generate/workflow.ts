import type { JsonObject, JsonValue } from '@/lib/json';
import { fileName, SOCKETS, TYPE_COUNT, typeName } from './object-info';
import { createRandom, pickIndex } from './random';

const COLUMN_WIDTH = 420;
const ROW_HEIGHT = 340;
/** Of every 100 inputs this many are linked: 2,000 nodes get about 4,500 links. */
const LINKED_SHARE = 0.77;

/** A generated workflow and what the honesty checks must know of it. */
export interface GeneratedWorkflow {
  readonly text: string;
  readonly nodeCount: number;
  readonly linkCount: number;
  /** Ids of the nodes in the last column. */
  readonly lastColumn: readonly string[];
  /** Inside the title of a node in the middle. */
  readonly middle: { readonly x: number; readonly y: number };
}

interface Link {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly slot: number;
}

/** A workflow of `count` nodes in the 0.4 format: a grid in which every node hangs on the column before it. */
export function generateWorkflow(count: number): GeneratedWorkflow {
  const random = createRandom(count);
  const rows = Math.ceil(Math.sqrt(count));
  const links = generateLinks(count, rows, random);
  const nodes = Array.from({ length: count }, (_none, index) => generateNode(index, rows, links, random));
  const lastColumnAt = Math.floor((count - 1) / rows);
  const document = {
    last_node_id: count,
    last_link_id: links.length,
    nodes,
    links: links.map(({ id, from, to, slot }) => [id, from, slot, to, slot, SOCKETS[slot] ?? '']),
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
  };
  const half = Math.floor(rows / 2);
  return {
    text: JSON.stringify(document),
    nodeCount: count,
    linkCount: links.length,
    middle: { x: half * COLUMN_WIDTH + 20, y: half * ROW_HEIGHT + 8 },
    lastColumn: nodes.flatMap((_node, index) => (Math.floor(index / rows) === lastColumnAt ? [String(index + 1)] : [])),
  };
}

function generateLinks(count: number, rows: number, random: () => number): Link[] {
  const links: Link[] = [];
  for (let to = rows; to < count; to++) {
    const columnStart = (Math.floor(to / rows) - 1) * rows;
    for (let slot = 0; slot < SOCKETS.length; slot++) {
      if (random() >= LINKED_SHARE) continue;
      links.push({ id: links.length + 1, from: columnStart + pickIndex(random, rows) + 1, to: to + 1, slot });
    }
  }
  return links;
}

function generateNode(index: number, rows: number, links: readonly Link[], random: () => number): JsonObject {
  const id = index + 1;
  const type = pickIndex(random, TYPE_COUNT);
  const incoming = links.filter((link) => link.to === id);
  const outgoing = links.filter((link) => link.from === id);
  const inputOf = (socket: string, slot: number): JsonValue => ({
    name: socket.toLowerCase(),
    type: socket,
    link: incoming.find((link) => link.slot === slot)?.id ?? null,
  });
  return {
    id,
    type: typeName(type),
    pos: [Math.floor(index / rows) * COLUMN_WIDTH, (index % rows) * ROW_HEIGHT],
    size: [320, 262],
    flags: {},
    order: index,
    mode: 0,
    inputs: SOCKETS.map(inputOf),
    outputs: SOCKETS.map((socket, slot) => ({
      name: socket,
      type: socket,
      slot_index: slot,
      links: outgoing.filter((link) => link.slot === slot).map((link) => link.id),
    })),
    properties: { 'Node name for S&R': typeName(type) },
    widgets_values: [pickIndex(random, 2 ** 31), 1 + pickIndex(random, 60), 1, fileName(type, pickIndex(random, 40)), `text ${id}`],
  };
}
