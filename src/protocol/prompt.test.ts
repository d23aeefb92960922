import { describe, expect, it } from 'vitest';
import { toClientId, toNodeId, toPromptId } from './ids';
import { parseAccepted, parseRejected, toPromptBody } from './prompt';

const NODE_ERROR = {
  errors: [
    { type: 'value_not_in_list', message: 'no', details: 'ckpt_name', extra_info: { input_name: 'ckpt_name', received_value: 'x' } },
    { type: 'dependency_cycle', message: 'cycle', details: '', extra_info: { node_id: '1' } },
  ],
  dependent_outputs: ['9', 10],
  class_type: 'CheckpointLoaderSimple',
};

describe('submitting', () => {
  it('writes only what is given', () => {
    expect(toPromptBody({ prompt: {} })).toEqual({ prompt: {} });
    const body = toPromptBody({
      prompt: { '1': { class_type: 'A', inputs: {}, _meta: { title: 'a' } } },
      clientId: toClientId('c'),
      promptId: toPromptId('p'),
      number: 1.5,
      front: true,
      extraData: { preview_method: 'auto' },
      partialExecutionTargets: [toNodeId(1)],
    });
    expect(body).toEqual({
      prompt: { '1': { class_type: 'A', inputs: {}, _meta: { title: 'a' } } },
      client_id: 'c',
      prompt_id: 'p',
      number: 1.5,
      front: true,
      extra_data: { preview_method: 'auto' },
      partial_execution_targets: ['1'],
    });
  });

  it('an accepted prompt may have lost outputs', () => {
    expect(parseAccepted({ prompt_id: 'p', number: 3, node_errors: { '4': NODE_ERROR } })).toEqual({
      kind: 'accepted',
      promptId: 'p',
      number: 3,
      nodeErrors: {
        '4': {
          classType: 'CheckpointLoaderSimple',
          dependentOutputs: ['9', '10'],
          errors: [
            {
              type: 'value_not_in_list',
              message: 'no',
              details: 'ckpt_name',
              inputName: 'ckpt_name',
              extraInfo: { input_name: 'ckpt_name', received_value: 'x' },
            },
            { type: 'dependency_cycle', message: 'cycle', details: '', inputName: null, extraInfo: { node_id: '1' } },
          ],
        },
      },
    });
  });

  it('reads refusals of every age', () => {
    const error = { type: 'invalid_prompt', message: 'Cannot execute', details: 'Node ID #1', extra_info: {} };
    expect(parseRejected({ error, node_errors: [] })).toEqual({
      kind: 'rejected',
      error: { type: 'invalid_prompt', message: 'Cannot execute', details: 'Node ID #1', extraInfo: {} },
      nodeErrors: {},
    });
    expect(parseRejected({ error: 'no prompt' })).toMatchObject({ error: { type: 'invalid_prompt', message: 'no prompt' } });
    expect(parseAccepted({ prompt_id: 'p' })).toMatchObject({ kind: 'accepted', promptId: 'p', number: 0 });
  });

  it('refuses answers that are neither', () => {
    expect(() => parseAccepted({ ok: true })).toThrow(expect.objectContaining({ code: 'bad-shape' }));
    expect(() => parseRejected({ message: 'x' })).toThrow(expect.objectContaining({ code: 'bad-shape' }));
  });
});
