import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import type { GraphNode, SubgraphDefinition, SubgraphId, WorkflowDocument } from '@/graph/document/model';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import type { Diagnostic } from '@/lib/diagnostic';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { parseAccepted, parseRejected, type PromptInputError, type SubmitOutcome } from '@/protocol/prompt';
import { tinyDocument } from './fixtures/tiny-workflow';
import { refusedOutputs, toRunProblems } from './refusal-problems';
import { wordProblem, wordProblemHere } from './word-problem';

const context = (document: WorkflowDocument) => ({ document, nodeTypes: NO_NODE_TYPES });

function problemOf(error: Partial<PromptInputError>, nodeId = '1', document = tinyDocument()): Diagnostic {
  const full: PromptInputError = { type: 'x', message: '', details: '', inputName: null, extraInfo: {}, ...error };
  const nodeErrors = { [toNodeId(nodeId)]: { classType: 'C', errors: [full], dependentOutputs: [] } };
  const [problem] = toRunProblems({ error: null, nodeErrors }, document);
  if (problem === undefined) throw new Error('no problem');
  return problem;
}

const said = (error: Partial<PromptInputError>): string => wordProblemHere(problemOf({ inputName: 'steps', ...error }));
const config = (type: string, options: JsonObject = {}) => ({ input_config: [type, options] });

describe('each kind of refusal', () => {
  it('names input, value and limit', () => {
    expect(said({ type: 'value_smaller_than_min', extraInfo: { received_value: 0, ...config('INT', { min: 1 }) } })).toBe(
      '“steps” is 0, the least is 1.',
    );
    expect(said({ type: 'value_bigger_than_max', extraInfo: { received_value: 2n ** 64n, ...config('INT', { max: 2 ** 64 }) } })).toBe(
      '“steps” is 18446744073709551616, the most is 18446744073709551615.',
    );
    expect(said({ type: 'value_not_in_list', extraInfo: { received_value: 'nope', input_config: null } })).toMatch(/“steps” is “nope”/);
    expect(said({ type: 'invalid_input_type', extraInfo: { received_value: 'wide', ...config('INT') } })).toMatch(/“wide”.*INT/);
  });

  it('says what a wire or its absence does', () => {
    expect(said({ type: 'required_input_missing' })).toMatch(/“steps” is needed/);
    expect(said({ type: 'return_type_mismatch', extraInfo: { received_type: 'LATENT', ...config('IMAGE') } })).toMatch(
      /brings LATENT, but IMAGE/,
    );
    expect(said({ type: 'bad_linked_input', extraInfo: { received_value: ['1', 0, 1] } })).toMatch(/holds \["1",0,1\]/);
    expect(said({ type: 'exception_during_validation', inputName: null })).toMatch(/does not exist/);
    expect(said({ type: 'dependency_cycle', inputName: null, extraInfo: { cycle_nodes: ['1', '3'] } })).toMatch(/loop of wires \(#1, #3\)/);
  });

  it('passes on what only the node or the server knows', () => {
    const details = 'steps - Invalid image file: gone.png';
    expect(said({ type: 'custom_validation_failed', details })).toBe('the node does not accept “steps”: Invalid image file: gone.png');
    expect(said({ type: 'exception_during_inner_validation', extraInfo: { exception_message: 'boom' } })).toMatch(/broke: boom/);
    expect(said({ type: 'brand_new_error', message: 'New', details: 'thing' })).toBe('the server refused it: New: thing');
  });

  it('cuts values that are too long to read', () => {
    const text = said({ type: 'value_not_in_list', extraInfo: { received_value: 'x'.repeat(500) } });
    expect(text.length).toBeLessThan(250);
  });
});

describe('refusals of the whole', () => {
  const whole = (type: string, extraInfo: JsonObject = {}, details = '') =>
    toRunProblems({ error: { type, message: 'Message', details, extraInfo }, nodeErrors: {} }, tinyDocument());

  it.each(['no_prompt', 'invalid_prompt_id', 'prompt_no_outputs'])('are a sentence of their own: %s', (type) => {
    const [problem, ...others] = whole(type);
    expect(others).toEqual([]);
    expect(problem?.nodeId).toBeUndefined();
    expect(problem === undefined ? '' : wordProblem(problem, context(tinyDocument()))).not.toMatch(/Message/);
  });

  it('name the node whose class is missing', () => {
    const [problem] = whole('missing_node_type', { node_id: '1', class_type: 'Gone', node_title: 'T' });
    expect(problem === undefined ? '' : wordProblem(problem, context(tinyDocument()))).toMatch(/^EmptyImage #1: .*“Gone”/);
    const [nameless] = whole('missing_node_type', { node_id: '1', class_type: null, node_title: null });
    expect(nameless === undefined ? '' : wordProblemHere(nameless)).toMatch(/has no type/);
  });

  it('of unknown kinds keep the server’s words', () => {
    const [problem] = whole('something_new', {}, 'details');
    expect(problem === undefined ? '' : wordProblemHere(problem)).toBe('The server refused the workflow: Message: details');
  });

  it('are not repeated where nodes tell it all', () => {
    const nodeErrors = { [toNodeId('1')]: { classType: 'C', dependentOutputs: [toNodeId('2')], errors: [] } };
    expect(refusedOutputs(nodeErrors)).toEqual(new Set(['2']));
    expect(whole('prompt_outputs_failed_validation', {}, 'lines')).toMatchObject([{ code: 'refused' }]);
  });
});

describe('execution ids', () => {
  const inner = 'inner' as SubgraphId;
  const instance = { ...(tinyDocument().root.nodes.get(toNodeId(1)) as GraphNode), id: toNodeId(5), type: inner };
  const definition: SubgraphDefinition = { ...tinyDocument().root, id: inner, name: 'Inner', inputs: [], outputs: [], source: {} };
  const document: WorkflowDocument = {
    ...createDocument(),
    root: { ...createDocument().root, nodes: new Map([[instance.id, instance]]) },
    subgraphs: new Map([[inner, definition]]),
  };

  it('lead to the node of the definition, and to the instance that is visible', () => {
    const problem = problemOf({ type: 'required_input_missing', inputName: 'images' }, '5:2', document);
    expect(problem).toMatchObject({ nodeId: '2', params: { graphId: inner, instance: '5' } });
    expect(wordProblem(problem, context(document))).toMatch(/^Inner › SaveImage #2: /);
  });

  it('of group node members lead to the group node', () => {
    expect(problemOf({ type: 'required_input_missing' }, '1:0')).toMatchObject({ nodeId: '1' });
  });
});

const fixture = fileURLToPath(new URL('../../../../shared/fixtures/prompt-validation.json', import.meta.url));

describe.skipIf(!existsSync(fixture))('captured refusals', () => {
  const answers = (existsSync(fixture) ? (parseExactJson(readFileSync(fixture, 'utf8')) as readonly JsonObject[]) : []).filter(
    ({ body }) => typeof body === 'object' && body !== null && ('error' in body || 'node_errors' in body),
  );
  const read = ({ status, body }: JsonObject): SubmitOutcome => (status === 200 ? parseAccepted(body) : parseRejected(body));

  it.each(answers.map((answer) => [stringifyExactJson(answer['case']), answer] as const))('are worded for people: %s', (_case, answer) => {
    const outcome = read(answer);
    const problems = toRunProblems(
      { error: outcome.kind === 'rejected' ? outcome.error : null, nodeErrors: outcome.nodeErrors },
      tinyDocument(),
    );
    if (outcome.kind === 'rejected') expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      const sentence = wordProblem(problem, context(tinyDocument()));
      expect(sentence).toMatch(/(\.|: .+)$/);
      expect(sentence).not.toMatch(/undefined|“”|\[object/);
    }
  });
});
