import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { readWorkflow } from '../import/read-workflow';
import { createDocument } from './create-document';
import { createNode } from './create-node';
import { nodeOf, TYPES } from './fixtures/small-graph';
import { nextLinkId, nextNodeId, toLinkId } from './ids';
import type { GraphNode, SubgraphId, WorkflowDocument } from './model';
import { writeWorkflow } from './write-workflow';

const SUBGRAPH: JsonObject = {
  id: '8b6b0d5e-0000-4000-8000-000000000000',
  version: 1,
  name: 'Part',
  revision: 0,
  state: { lastGroupId: 0, lastNodeId: 3, lastLinkId: 5, lastRerouteId: 0 },
  config: {},
  inputNode: { id: -10, bounding: [0, 0, 1, 1] },
  outputNode: { id: -20, bounding: [9, 0, 1, 1] },
  inputs: [{ id: 'a', name: 'in', type: 'IMAGE', linkIds: [4], localized_name: 'Bild', pos: [0, 0] }],
  outputs: [{ id: 'b', name: 'out', type: 'IMAGE', linkIds: [5] }],
  widgets: [],
  nodes: [
    {
      id: 2,
      type: 'Scale',
      pos: [0, 0],
      inputs: [{ name: 'image', type: 'IMAGE', link: 4 }],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [5] }],
    },
  ],
  links: [
    { id: 4, origin_id: -10, origin_slot: 0, target_id: 2, target_slot: 0, type: 'IMAGE', parentId: 3 },
    { id: 5, origin_id: 2, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' },
  ],
  reroutes: [{ id: 3, pos: [1, 2], linkIds: [4] }],
  groups: [],
  extra: { unknown: true },
  category: 'mine',
};

/** A file with something odd of every kind. */
const ODD: JsonObject = {
  id: 'uuid',
  revision: 2,
  last_node_id: 1,
  last_link_id: 2,
  nodes: [
    {
      id: 7,
      type: 'Sampler',
      pos: { '0': 1, '1': 2 },
      size: { '0': 300, '1': 100 },
      flags: { collapsed: true, horizontal: false },
      order: 4,
      mode: 4,
      inputs: [
        { name: 'model', type: 'MODEL', link: 1, localized_name: 'Modell', dir: 3 },
        { name: 'seed', type: 'INT', link: null, widget: { name: 'seed', config: ['INT', {}] } },
      ],
      outputs: [{ name: 'LATENT', type: 'LATENT', links: null, slot_index: 0, shape: 3 }],
      properties: { 'Node name for S&R': 'Sampler', ver: '1', nested: { deep: [1, { a: null }] } },
      widgets_values: [18446744073709551615n, 'fixed', null, { a: 1 }],
      widgets_values_named: { seed: 18446744073709551615n },
      color: '#123',
      boxcolor: '#456',
      showAdvanced: true,
      somethingNew: [1, 2],
    },
    { id: 'text-id', type: 'Model', pos: [5, 6], outputs: [{ name: 'MODEL', type: 'MODEL', links: [1] }], title: 'T', inputs: null },
    { id: 9, type: 'Gone', widgets_values: { a: 1 }, mode: 17, flags: null },
  ],
  links: [[1, 'text-id', 0, 7, 0, 'MODEL'], null, [2, 70, 0, 71, 0, '*'], [1, 'text-id', 0, 7, 0, 'MODEL']],
  floatingLinks: [{ id: 3, origin_id: -1, target_id: 7 }],
  groups: [{ title: 'G', bounding: [1, 2, 3, 4], color: '#3f789e', font_size: 24, flags: {}, id: 1 }],
  definitions: { subgraphs: [SUBGRAPH, { noId: true }], other: 1 },
  config: { links_ontop: true },
  models: [{ name: 'm' }],
  extra: {
    ds: { scale: 0.7, offset: { '0': 1, '1': 2 } },
    reroutes: [{ id: 1, pos: [0, 0], linkIds: [1] }],
    linkExtensions: [{ id: 1, parentId: 1 }],
    frontendVersion: '1.0',
  },
  version: 0.4,
};

function read(json: JsonValue): WorkflowDocument {
  return readWorkflow(json).document;
}

function withNode(document: WorkflowDocument, node: GraphNode): WorkflowDocument {
  return { ...document, root: { ...document.root, nodes: new Map(document.root.nodes).set(node.id, node) } };
}

describe('an unedited document', () => {
  it('is written as it was read, with everything nobody here understands', () => {
    expect(writeWorkflow(read(ODD))).toEqual({
      ...ODD,
      // What could not be read keeps its content and goes to the end of its list.
      links: [[1, 'text-id', 0, 7, 0, 'MODEL'], [2, 70, 0, 71, 0, '*'], null, [1, 'text-id', 0, 7, 0, 'MODEL']],
    });
  });

  it('survives a second round', () => {
    const once = writeWorkflow(read(ODD));
    expect(writeWorkflow(read(once))).toEqual(once);
  });

  it('keeps schema 1 with object links and its state', () => {
    const json: JsonObject = {
      version: 1,
      state: { lastNodeId: 2, lastLinkId: 1, lastGroupId: 0, lastRerouteId: 0 },
      nodes: [
        { id: 1, type: 'A' },
        { id: 2, type: 'B' },
      ],
      links: [{ id: 1, origin_id: 1, origin_slot: 0, target_id: 2, target_slot: 0, type: 'X', parentId: 4 }],
      reroutes: [],
    };
    expect(read(json).schema).toBe('1');
    expect(writeWorkflow(read(json))).toEqual(json);
  });

  it('adds no keys the file does not have', () => {
    const bare: JsonObject = { nodes: [{ id: 1, type: 'A' }], links: [] };
    expect(writeWorkflow(read(bare))).toEqual(bare);
  });
});

describe('an edit', () => {
  it('changes only what it touched', () => {
    const document = read(ODD);
    const node = nodeOf(document, 7);
    const edited = withNode(document, { ...node, position: { x: 50, y: 2 }, mode: 0, isCollapsed: false, isPinned: true, title: 'mine' });
    const [first] = writeWorkflow(edited)['nodes'] as readonly JsonObject[];
    const [before] = ODD['nodes'] as readonly JsonObject[];
    expect(first).toEqual({ ...before, pos: [50, 2], mode: 0, flags: { horizontal: false, pinned: true }, title: 'mine' });
  });

  it('removes colour and title', () => {
    const document = read(ODD);
    const { color: _color, ...rest } = nodeOf(document, 7);
    const { title: _title, ...other } = nodeOf(document, 'text-id');
    const json = JSON.stringify(
      writeWorkflow(withNode(withNode(document, { ...rest, widgetValues: { form: 'none' } }), other)),
      (_, value: unknown) => (typeof value === 'bigint' ? 0 : value),
    );
    expect(json).not.toContain('#123');
    expect(json).not.toContain('"title":"T"');
    expect(json).toContain('#456');
  });

  it('writes a changed link in the form and with the ids of the file', () => {
    const document = read(ODD);
    const link = document.root.links.get(toLinkId(1));
    if (link === undefined) throw new Error('no link');
    const links = new Map(document.root.links).set(link.id, { ...link, originSlot: 1 });
    const written = writeWorkflow({ ...document, root: { ...document.root, links } });
    expect((written['links'] as readonly JsonValue[])[0]).toEqual([1, 'text-id', 1, 7, 0, 'MODEL']);
  });

  it('raises the counters for new nodes and links, and only then', () => {
    const document = read({ last_node_id: 3, last_link_id: 3, nodes: [{ id: 8, type: 'A' }], links: [] });
    expect(writeWorkflow(document)).toMatchObject({ last_node_id: 3 });
    const type = TYPES.get('Empty');
    if (type === undefined) throw new Error('no type');
    const id = nextNodeId(document);
    expect(id).toBe('9');
    expect(writeWorkflow(withNode(document, createNode(type, { id, position: { x: 0, y: 0 } })))).toMatchObject({ last_node_id: 9 });
  });

  it('a new link in a definition is an object and named by its boundary slot; a deleted one is not', () => {
    const document = read(ODD);
    const definition = document.subgraphs.get(SUBGRAPH['id'] as SubgraphId);
    if (definition === undefined) throw new Error('no definition');
    const id = nextLinkId(document, definition.id);
    expect(id).toBe('6');
    const links = new Map(definition.links);
    links.delete(toLinkId(5));
    links.set(id, { id, originId: toNodeId(-10), originSlot: 0, targetId: toNodeId(2), targetSlot: 1, type: 'IMAGE' });
    const written = writeWorkflow({ ...document, subgraphs: new Map([[definition.id, { ...definition, links }]]) });
    const [saved] = (written['definitions'] as { subgraphs: readonly JsonObject[] }).subgraphs;
    expect(saved).toMatchObject({
      state: { lastLinkId: 6, lastGroupId: 0 },
      inputs: [{ linkIds: [4, 6], localized_name: 'Bild' }],
      outputs: [{ linkIds: [] }],
      links: [
        { id: 4, parentId: 3 },
        { id: 6, origin_id: -10, target_id: 2 },
      ],
    });
  });
});

describe('a new document', () => {
  it('is a complete 0.4 file', () => {
    expect(writeWorkflow(createDocument())).toEqual({
      last_node_id: 0,
      last_link_id: 0,
      nodes: [],
      links: [],
      groups: [],
      config: {},
      extra: {},
      version: 0.4,
    });
  });
});

describe('ids', () => {
  it('are above every counter and every graph of the document', () => {
    expect(nextNodeId(read(ODD))).toBe('10');
    expect(nextLinkId(read(ODD), 'root')).toBe('3');
    expect(nextNodeId(read({ last_node_id: 1e300, nodes: [{ id: 5, type: 'A' }], links: [] }))).toBe('6');
  });
});
