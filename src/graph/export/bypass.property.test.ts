import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import { createNode } from '../document/create-node';
import { sketchTypes } from '../document/fixtures/small-graph';
import type { NodeMode, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { connect, disconnect } from '../edit/connect';
import { addNode, deleteNodes, setMode, setTitle } from '../edit/nodes';
import { readWorkflow } from '../import/read-workflow';
import { exportPrompt } from './export-prompt';

/** Every node takes and gives pictures and masks in some order, so that a bypass has to find the input of the right type. */
const types = sketchTypes({
  Start: { inputs: {}, output: ['IMAGE', 'MASK'] },
  Straight: { inputs: { image: ['IMAGE', {}], mask: ['MASK', {}] }, output: ['IMAGE', 'MASK'] },
  Crossed: { inputs: { mask: ['MASK', {}], image: ['IMAGE', {}] }, output: ['IMAGE', 'MASK'] },
  MaskOnly: { inputs: { mask: ['MASK', {}], value: ['FLOAT', { default: 1 }] }, output: ['MASK'] },
  Twice: { inputs: { image: ['IMAGE', {}], other: ['IMAGE', {}] }, output: ['IMAGE'] },
});
const CLASSES = ['Straight', 'Crossed', 'MaskOnly', 'Twice'] as const;
const INPUTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Straight: [
    ['image', 'IMAGE'],
    ['mask', 'MASK'],
  ],
  Crossed: [
    ['mask', 'MASK'],
    ['image', 'IMAGE'],
  ],
  MaskOnly: [['mask', 'MASK']],
  Twice: [
    ['image', 'IMAGE'],
    ['other', 'IMAGE'],
  ],
};
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  Start: ['IMAGE', 'MASK'],
  Straight: ['IMAGE', 'MASK'],
  Crossed: ['IMAGE', 'MASK'],
  MaskOnly: ['MASK'],
  Twice: ['IMAGE'],
};

interface Wire {
  readonly from: NodeId;
  readonly slot: number;
  readonly to: NodeId;
  readonly name: string;
  readonly type: string;
}
interface Plan {
  readonly document: WorkflowDocument;
  readonly wires: readonly Wire[];
  readonly classes: readonly string[];
}

const graphId = 'root';

/** A chain of nodes, each input fed by some earlier output of its type or left open. Node `i` has the id `i + 1`. */
const anyPlan: fc.Arbitrary<Plan> = fc
  .array(fc.tuple(fc.constantFrom(...CLASSES), fc.array(fc.nat(20), { minLength: 2, maxLength: 2 })), { minLength: 2, maxLength: 8 })
  .map((steps) => {
    const classes = ['Start', ...steps.map(([name]) => name)];
    let document = createDocument();
    for (const [index, name] of classes.entries()) {
      const nodeType = types.get(name);
      if (nodeType === undefined) throw new Error(`no class ${name}`);
      const node = createNode(nodeType, { id: toNodeId(index + 1), position: { x: index * 300, y: 0 } });
      document = addNode(document, { graphId, node });
    }
    const wires = steps.flatMap(([name, choices], at) =>
      (INPUTS[name] ?? []).flatMap(([input, type], inputAt): Wire[] => {
        const sources = classes
          .slice(0, at + 1)
          .flatMap((origin, from) =>
            (OUTPUTS[origin] ?? []).flatMap((output, slot) => (output === type ? [{ from: toNodeId(from + 1), slot }] : [])),
          );
        const source = sources[(choices[inputAt] ?? 0) % (sources.length + 1)];
        return source === undefined ? [] : [{ ...source, to: toNodeId(at + 2), name: input, type }];
      }),
    );
    return { document: wires.reduce(drawWire, document), wires, classes };
  });

function drawWire(document: WorkflowDocument, { from, slot, to, name }: Wire): WorkflowDocument {
  return connect(document, { graphId, nodeTypes: types, from: { nodeId: from, slot }, to: { nodeId: to, name } });
}

/** What a person would do instead: feed everything behind the node from what feeds the input that stands for the output, then delete it. */
function rewire({ document, wires, classes }: Plan, id: NodeId): WorkflowDocument {
  const name = classes[Number(id) - 1] ?? '';
  const rewired = wires
    .filter((wire) => wire.from === id)
    .reduce((current, wire) => {
      const input = passedInput(name, wire);
      const source = wires.find((candidate) => candidate.to === id && candidate.name === input);
      const to = { nodeId: wire.to, name: wire.name };
      return source === undefined ? disconnect(current, { graphId, to }) : drawWire(current, { ...source, to: wire.to, name: wire.name });
    }, document);
  return deleteNodes(rewired, { graphId, nodeIds: [id] });
}

/** The input opposite to the output if its type is the same, else the first of that type. */
function passedInput(name: string, { slot, type }: Wire): string | undefined {
  const inputs = INPUTS[name] ?? [];
  const opposite = inputs[slot];
  return opposite?.[1] === type ? opposite[0] : inputs.find(([, other]) => other === type)?.[0];
}

describe('bypassing any node', () => {
  it('sends what rewiring by hand and deleting it would send', () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(20), (plan, choice) => {
        const id = toNodeId((choice % (plan.classes.length - 1)) + 2);
        const bypassed = setMode(plan.document, { graphId, nodeIds: [id], mode: 4 });
        expect(exportPrompt(bypassed, types).prompt).toEqual(exportPrompt(rewire(plan, id), types).prompt);
      }),
    );
  });

  it('is the same for two nodes, one after the other', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const last = toNodeId(plan.classes.length);
        const both = setMode(plan.document, { graphId, nodeIds: [toNodeId(2), last], mode: 4 });
        const byHand = setMode(rewire(plan, toNodeId(2)), { graphId, nodeIds: [last], mode: 4 });
        expect(exportPrompt(both, types).prompt).toEqual(exportPrompt(byHand, types).prompt);
      }),
    );
  });
});

describe('a prompt made after the document was edited', () => {
  it('holds nothing of the one made before', () => {
    const anyEdit = fc.record({
      id: fc.nat(20),
      mode: fc.constantFrom<NodeMode>(0, 2, 4),
      deletes: fc.boolean(),
      title: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(anyPlan, fc.array(anyEdit, { minLength: 1, maxLength: 5 }), (plan, edits) => {
        let { document } = plan;
        for (const { id: choice, mode, deletes, title } of edits) {
          exportPrompt(document, types);
          const nodeId = toNodeId((choice % plan.classes.length) + 1);
          document = deletes
            ? deleteNodes(document, { graphId, nodeIds: [nodeId] })
            : setMode(document, { graphId, nodeIds: [nodeId], mode });
          if (title !== null) document = setTitle(document, { graphId, nodeId, title });
        }
        const sameAnew = readWorkflow(writeWorkflow(document)).document;
        expect(exportPrompt(document, types).prompt).toEqual(exportPrompt(sameAnew, types).prompt);
      }),
    );
  });
});
