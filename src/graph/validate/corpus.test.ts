import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import { parseObjectInfo } from '@/protocol/object-info';
import { writeWorkflow } from '../document/write-workflow';
import { duplicateNodes } from '../edit/duplicate';
import { findAddedNodes } from '../edit/edit-graph';
import { deleteNodes } from '../edit/nodes';
import { readWorkflow } from '../import/read-workflow';
import { parseNodeTypes } from '../node-types/parse-node-types';
import { checkConnection } from './can-connect';
import { findProblems } from './find-problems';

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const hasShared = existsSync(path.join(shared, 'corpus'));
const read = (file: string) => parseExactJson(readFileSync(path.join(shared, file), 'utf8'));
const files = hasShared ? readdirSync(path.join(shared, 'corpus')).filter((name) => name.endsWith('.workflow.json')) : [];

describe.skipIf(!hasShared)('corpus: real workflows', () => {
  const info = hasShared ? read('fixtures/object-info.json') : {};
  const { nodeTypes } = parseNodeTypes(parseObjectInfo(info).nodes);

  it.each(files)('%s is judged, and editing it back leaves the file as it was', (file) => {
    const { document } = readWorkflow(read(`corpus/${file}`));
    for (const problem of findProblems(document, nodeTypes)) expect(problem.code).not.toBe('');
    const nodeIds = [...document.root.nodes.keys()];
    const doubled = duplicateNodes(document, { graphId: 'root', nodeIds, keepsIncoming: true });
    const added = findAddedNodes(document, doubled, 'root');
    expect(added).toHaveLength(nodeIds.length);
    const back = deleteNodes(doubled, { graphId: 'root', nodeIds: added });
    expect(writeWorkflow({ ...back, source: document.source })).toEqual(writeWorkflow(document));
  });

  it.each(files)('%s holds no wire of known nodes that this program would refuse to draw', (file) => {
    const { document } = readWorkflow(read(`corpus/${file}`));
    const scope = { document, graphId: 'root', nodeTypes } as const;
    const refused = [...document.root.nodes.values()].flatMap((node) =>
      node.inputs.flatMap((input) => {
        const link = input.link === null ? undefined : document.root.links.get(input.link);
        if (link === undefined) return [];
        const origin = document.root.nodes.get(link.originId);
        if (origin === undefined || nodeTypes.get(node.type) === undefined || nodeTypes.get(origin.type) === undefined) return [];
        const refusal = checkConnection(scope, { nodeId: link.originId, slot: link.originSlot }, { nodeId: node.id, name: input.name });
        return refusal === null ? [] : [`${origin.type} ${link.originSlot} → ${node.type} ${input.name}: ${JSON.stringify(refusal)}`];
      }),
    );
    expect(refused).toEqual([]);
  });
});
