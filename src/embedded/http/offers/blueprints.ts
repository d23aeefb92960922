import { stringifyExactJson } from '@/lib/exact-json';

/** A subgraph every workflow may use: GET `/global_subgraphs`. `data` is the text of a workflow with one instance of it. */
export interface Blueprint {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

const SUBGRAPH_ID = '6c1e3a54-0a3b-4c0e-9a63-2f6d1c7be901';

const SOFT_NEGATIVE = {
  id: SUBGRAPH_ID,
  version: 1,
  revision: 0,
  state: { lastNodeId: 2, lastLinkId: 3, lastGroupId: 0, lastRerouteId: 0 },
  config: {},
  name: 'Soft Negative',
  inputNode: { id: -10, bounding: [-220, 60, 120, 60] },
  outputNode: { id: -20, bounding: [760, 60, 120, 60] },
  inputs: [{ id: '1f0a7c44-6d35-4f0e-8d59-9b8a8f9a2c01', name: 'image', type: 'IMAGE', linkIds: [1] }],
  outputs: [{ id: '1f0a7c44-6d35-4f0e-8d59-9b8a8f9a2c02', name: 'IMAGE', type: 'IMAGE', linkIds: [3] }],
  widgets: [],
  nodes: [
    {
      id: 1,
      type: 'ImageInvert',
      pos: [0, 60],
      size: [240, 60],
      flags: {},
      order: 0,
      mode: 0,
      inputs: [{ name: 'image', type: 'IMAGE', link: 1 }],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [2] }],
      properties: { 'Node name for S&R': 'ImageInvert' },
      widgets_values: [],
    },
    {
      id: 2,
      type: 'ImageBlur',
      pos: [340, 60],
      size: [300, 110],
      flags: {},
      order: 1,
      mode: 0,
      inputs: [{ name: 'image', type: 'IMAGE', link: 2 }],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [3] }],
      properties: { 'Node name for S&R': 'ImageBlur' },
      widgets_values: [4, 1.5],
    },
  ],
  groups: [],
  links: [
    { id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0, type: 'IMAGE' },
    { id: 2, origin_id: 1, origin_slot: 0, target_id: 2, target_slot: 0, type: 'IMAGE' },
    { id: 3, origin_id: 2, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' },
  ],
  extra: {},
  category: 'image',
  description: 'Inverts a picture and softens it.',
};

const SOFT_NEGATIVE_WORKFLOW = {
  revision: 0,
  last_node_id: 1,
  last_link_id: 0,
  nodes: [
    {
      id: 1,
      type: SUBGRAPH_ID,
      pos: [0, 0],
      size: [240, 60],
      flags: {},
      order: 0,
      mode: 0,
      inputs: [{ name: 'image', type: 'IMAGE', link: null }],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }],
      title: 'Soft Negative',
      properties: { proxyWidgets: [] },
      widgets_values: [],
    },
  ],
  links: [],
  version: 0.4,
  definitions: { subgraphs: [SOFT_NEGATIVE] },
  extra: {},
};

/** All blueprints of the embedded server; the id is what the list is keyed by. */
export const BLUEPRINTS: readonly Blueprint[] = [
  {
    id: 'b8f5d0c3e1a94762b0d58e3f7c6a1920b4d7e8f90a1b2c3d4e5f60718293a4b5',
    name: 'Soft Negative',
    data: stringifyExactJson(SOFT_NEGATIVE_WORKFLOW, 2),
  },
];
