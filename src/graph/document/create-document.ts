import type { WorkflowDocument } from './model';

/** An empty workflow in the 0.4 form. */
export function createDocument(): WorkflowDocument {
  return {
    root: { nodes: new Map(), links: new Map(), groups: [], reroutes: [], floatingLinks: [] },
    subgraphs: new Map(),
    source: { last_node_id: 0, last_link_id: 0, config: {}, extra: {}, version: 0.4 },
    schema: '0.4',
  };
}
