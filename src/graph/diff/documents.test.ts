import { describe, expect, it } from 'vitest';
import { linked, sketchDocument, TYPES } from '../document/fixtures/small-graph';
import { nestedDocument } from '../document/fixtures/nested-graph';
import { exportPrompt } from '../export/export-prompt';
import { fromDocument, fromPrompt } from './diff-graph';
import { findDifferences } from './find-differences';
import { findDocumentInput } from './find-document-input';

const sampler = (values: readonly (string | number | bigint)[], change = {}) => ({
  id: 2,
  type: 'Sampler',
  inputs: [linked('model', 'MODEL', 1)],
  outputs: [],
  widgets_values: values,
  ...change,
});
const model = {
  id: 1,
  type: 'Model',
  inputs: [],
  outputs: [{ name: 'MODEL', type: 'MODEL', links: [1] }],
  widgets_values: ['a.safetensors'],
};
const wire = [1, 1, 0, 2, 0, 'MODEL'];
const small = (values: readonly (string | number | bigint)[] = [7, 'fixed', 20], change = {}) =>
  sketchDocument([model, sampler(values, change)], [wire]);

describe('the difference of two documents', () => {
  it('counts values, not places or what happens after a run', () => {
    const before = fromDocument(small(), TYPES);
    const after = fromDocument(small([8, 'randomize', 20], { pos: [900, 900] }), TYPES);
    expect(findDifferences(before, after)).toMatchObject([
      { kind: 'input', nodeId: '2', input: 'seed', before: { value: 7 }, after: { value: 8 } },
    ]);
  });

  it('says which node was bypassed and which wire was taken away', () => {
    const after = sketchDocument([{ ...model, outputs: [] }, sampler([7, 'fixed', 20], { mode: 4, inputs: [] })]);
    expect(findDifferences(fromDocument(small(), TYPES), fromDocument(after, TYPES))).toMatchObject([
      { kind: 'mode', nodeId: '2', before: 0, after: 4 },
      { kind: 'input', input: 'model', before: { source: { id: '1', output: 0 } }, after: null },
    ]);
  });

  it('looks inside subgraphs', () => {
    const document = nestedDocument();
    expect([...fromDocument(document, TYPES).keys()]).toEqual(['1', '5', '5:7', '5:7:12', '5:8', '6', '6:7', '6:7:12', '6:8', '9']);
    expect(findDifferences(fromDocument(document, TYPES), fromDocument(nestedDocument(), TYPES))).toEqual([]);
  });

  it('compares a document with the prompt made from it', () => {
    const document = small();
    const { prompt } = exportPrompt(document, TYPES);
    const found = findDifferences(fromPrompt(prompt), fromDocument(document, TYPES));
    expect(found).toEqual([]);
  });
});

describe('where a value of a prompt stands in a document', () => {
  const at = (executionId: string, classType: string, input: string) => ({ executionId, classType, input });

  it('is the node itself', () => {
    expect(findDocumentInput(small(), at('2', 'Sampler', 'seed'))).toEqual({ graphId: 'root', nodeId: '2', name: 'seed' });
  });

  it('is nowhere without the node, or when another class stands there', () => {
    expect(findDocumentInput(small(), at('3', 'Sampler', 'seed'))).toBe('no-node');
    expect(findDocumentInput(small(), at('2:1', 'Sampler', 'seed'))).toBe('no-node');
    expect(findDocumentInput(small(), at('2', 'Empty', 'width'))).toBe('other-class');
  });

  it('is the primitive that feeds the input, but no other node', () => {
    const fed = (type: string) =>
      sketchDocument(
        [
          { id: 1, type, inputs: [], outputs: [{ name: 'INT', type: 'INT', links: [1] }], widgets_values: [7, 'fixed'] },
          sampler([7, 'fixed', 20], { inputs: [linked('seed', 'INT', 1, true)] }),
        ],
        [[1, 1, 0, 2, 0, 'INT']],
      );
    expect(findDocumentInput(fed('PrimitiveNode'), at('2', 'Sampler', 'seed'))).toEqual({ graphId: 'root', nodeId: '1', name: 'value' });
    expect(findDocumentInput(fed('Empty'), at('2', 'Sampler', 'seed'))).toBe('wired');
  });

  it('is the outermost instance that promotes it', () => {
    expect(findDocumentInput(nestedDocument(), at('5:7:12', 'Scale', 'factor'))).toEqual({ graphId: 'root', nodeId: '5', name: 'amount' });
    const inner = [...nestedDocument().subgraphs.keys()][0];
    expect(findDocumentInput(nestedDocument(), at('5:8', 'Empty', 'width'))).toEqual({ graphId: inner, nodeId: '8', name: 'width' });
  });
});
