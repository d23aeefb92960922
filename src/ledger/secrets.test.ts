import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyExactJson } from '@/lib/exact-json';
import { buildError, buildHistoryEntry, buildSubmission } from '@/testing/builders';
import { parseHistoryJson, toHistoryJson } from './history-json';
import { blankSecrets, cleanExtraData, isSecretName } from './secrets';
import { parseSubmissionJson, toSubmissionJson } from './submission-json';

const MARK = 'FAKE-SECRET-5d1f9c';
const PROMPT = {
  '1': { class_type: 'ApiNode', inputs: { api_key: MARK, text: `before ${MARK} after`, max_tokens: 12, tokenizer: 't5' } },
};
const EXTRA = {
  client_id: 'my-socket',
  api_key_comfy_org: MARK,
  auth_token_comfy_org: 'other-token-value',
  queued_by: 'Ann',
  extra_pnginfo: { workflow: { nodes: [{ id: 1, widgets_values: [MARK, 7, 'a cat'] }] } },
};

describe('names of secrets', () => {
  it.each(['api_key_comfy_org', 'authToken', 'Password', 'key', 'HF-Token', 'client secret', 'apikey'])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['max_tokens', 'tokenizer', 'keyframe', 'monkey', 'author', 'seed', 'secretary'])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('blanking', () => {
  it('leaves what holds no secret the same reference', () => {
    const value = { a: ['b', { c: 'd', max_tokens: '12' }] };
    expect(blankSecrets(value)).toEqual({ value, isBlanked: false });
    expect(blankSecrets(value).value).toBe(value);
  });

  it.each([
    ['sk-proj-abcdefghijklmnopqrstuv', ''],
    ['use hf_abcdefghijklmnopqrstuvwx now', 'use  now'],
    ['https://me:pass@host/x', 'https://@host/x'],
    ['Authorization: Bearer abcdefgh12345', 'Authorization: '],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.c2ln', ''],
  ])('knows the form of %s', (text, left) => {
    expect(blankSecrets({ note: text }).value).toEqual({ note: left });
  });

  it('takes sign-ins and the client id out of extra_data, and nothing else', () => {
    expect(Object.keys(cleanExtraData(EXTRA))).toEqual(['queued_by', 'extra_pnginfo']);
  });
});

describe('kept jobs', () => {
  it('a finished job keeps no credential, in prompt, workflow, extra data or error', () => {
    const error = buildError({ currentInputs: { api_key: [MARK], text: MARK }, message: `refused ${MARK}` });
    const built = buildHistoryEntry('p1', { end: 'error', error, prompt: PROMPT, extraData: EXTRA });
    const text = stringifyExactJson(toHistoryJson(built));
    expect(text).not.toContain(MARK);
    expect(text).not.toContain('other-token-value');
    expect(text).not.toContain('my-socket');
    expect(text).toContain('a cat');
    expect(text).toContain('Ann');
  });

  it('a submission keeps no credential and says that its body is not whole', () => {
    const kept = toSubmissionJson(buildSubmission('p1', { request: { prompt: PROMPT, extraData: EXTRA } }));
    expect(stringifyExactJson(kept)).not.toContain(MARK);
    expect(parseSubmissionJson(kept)?.blanked).not.toEqual([]);
  });

  it('keeps at most the first five elements of a prompt, and reads back what it wrote', () => {
    const extraData = { queued_by: 'Ann', create_time: 5 };
    const entry = buildHistoryEntry('p1', { end: 'error', error: buildError({ message: 'boom' }), extraData });
    const json = toHistoryJson(entry);
    expect(json['prompt']).toHaveLength(5);
    expect(parseHistoryJson('p1', json)).toEqual(entry);
  });

  it('reads submissions back exactly, seeds beyond 53 bits included', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
        fc.constantFrom('held', 'accepted', 'lost', 'cancelled'),
        (seed, state) => {
          const prompt = { '1': { class_type: 'K', inputs: { seed } } };
          const one = buildSubmission('p1', { state, request: { prompt, extraData: { queued_by: 'Ann' } }, replaces: null, heldAtMs: 3 });
          const read = parseSubmissionJson(toSubmissionJson(one));
          expect(read).toMatchObject({ state, promptId: 'p1', replaces: null, heldAtMs: 3, request: { prompt } });
        },
      ),
    );
  });

  it('one that was being sent when the page ended is unanswered, and what is no submission is none', () => {
    expect(parseSubmissionJson(toSubmissionJson(buildSubmission('p1', { state: 'sending' })))?.state).toBe('unanswered');
    expect(parseSubmissionJson({ id: 'x' })).toBeNull();
    expect(parseSubmissionJson(null)).toBeNull();
    expect(parseHistoryJson('p1', [])).toBeNull();
  });
});
