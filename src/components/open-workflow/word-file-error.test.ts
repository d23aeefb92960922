import { describe, expect, it } from 'vitest';
import { fileError, type FileErrorCode } from '@/graph/import/file-error';
import type { FileError } from '@/lib/errors';
import { wordFileError } from './word-file-error';
import { wordOpenOutcome } from './word-outcome';

describe('why a file cannot be opened, in words', () => {
  it.each<readonly [FileErrorCode, FileError['details'], RegExp]>([
    ['empty-file', {}, /is empty/],
    ['too-large', { sizeBytes: 21_000_000, limitBytes: 20_000_000 }, /21.*MB.*20.*MB/],
    ['not-readable', {}, /neither text nor/],
    ['media-broken', { fileKind: 'mp4', reason: 'mp4-truncated' }, /damaged or cut short/],
    ['no-workflow-in-image', { fileKind: 'mp3', hasParameters: 0 }, /carries no workflow.*sending a file/],
    ['no-workflow-in-image', { fileKind: 'avif', hasParameters: 0 }, /carries no workflow.*sending a picture/],
    ['no-workflow-in-image', { fileKind: 'png', hasParameters: 1 }, /settings of another program/],
    ['media-not-supported', { fileKind: 'gif' }, /gif/],
    ['json-syntax', {}, /not valid JSON/],
    ['json-depth', {}, /too deeply/],
    ['json-of-something-else', {}, /neither a workflow nor/],
    ['too-many-nodes', { count: 50_000, limit: 10_000 }, /50,000 nodes.*10,000/],
    ['too-complex', { limit: 5 }, /more data/],
    ['too-slow', { limitMs: 5_000 }, /within 5 seconds/],
    ['reader-failed', {}, /Reload the page/],
  ])('%s (%#)', (code, details, text) => {
    const sentence = wordFileError(fileError(code, 'inner words', details), 'file.png');
    expect(sentence).toMatch(text);
    expect(sentence).toContain('“file.png”');
    expect(sentence).not.toContain('inner words');
  });

  it('a workflow that was built from settings says so, whatever else was odd', () => {
    const outcome = { kind: 'opened', id: 'x' as never, name: 'cat', from: 'parameters', oddities: 2 } as const;
    expect(wordOpenOutcome(outcome)).toMatchObject({ tone: 'info', message: expect.stringMatching(/Built a workflow.*cat/) as string });
  });
});
