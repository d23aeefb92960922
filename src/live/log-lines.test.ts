import { describe, expect, it } from 'vitest';
import { MAX_LOG_LINES } from '@/config/limits';
import type { LogEntry } from '@/protocol/server-event';
import { appendLog, EMPTY_LOG, mergeLog } from './log-lines';
import type { LogTail } from './log-lines';

/** Lines said at these seconds. */
const said = (...seconds: readonly number[]): LogEntry[] =>
  seconds.map((at) => ({ t: `12:00:${String(at).padStart(2, '0')}`, m: `${at}\n` }));
const texts = ({ lines }: LogTail): readonly number[] => lines.map(({ m }) => Number(m));
const ids = ({ lines }: LogTail): readonly number[] => lines.map(({ id }) => id);

describe('lines that come by themselves', () => {
  it('are kept in order with ids that stay', () => {
    const first = appendLog(EMPTY_LOG, said(1, 2));
    const second = appendLog(first, said(3));
    expect(texts(second)).toEqual([1, 2, 3]);
    expect(ids(second)).toEqual([...ids(first), 3]);
  });

  it('are bounded to the newest', () => {
    const many = Array.from({ length: MAX_LOG_LINES + 5 }, (_, index) => ({ t: '12', m: `${index}\n` }));
    const tail = appendLog(EMPTY_LOG, many);
    expect(tail.lines).toHaveLength(MAX_LOG_LINES);
    expect(texts(tail)[0]).toBe(5);
  });

  it('overwrite an unfinished line when they begin with a carriage return', () => {
    const tail = appendLog(EMPTY_LOG, [
      { t: '1', m: 'begin\n' },
      { t: '2', m: '\r 10%' },
      { t: '3', m: '\r 20%' },
      { t: '4', m: '\r100%\n' },
      { t: '5', m: '\r 10%' },
    ]);
    expect(tail.lines.map(({ m }) => m)).toEqual(['begin\n', '\r100%\n', '\r 10%']);
    expect(ids(tail)).toEqual([1, 2, 3]);
  });

  it('are left out when a read brought them already', () => {
    const read = mergeLog(EMPTY_LOG, said(1, 2, 3));
    expect(appendLog(read, said(2, 3))).toBe(read);
    expect(texts(appendLog(read, said(3, 4)))).toEqual([1, 2, 3, 4]);
  });

  it('are kept although the clock of the server was set back', () => {
    expect(texts(appendLog(mergeLog(EMPTY_LOG, said(30, 31)), said(5)))).toEqual([30, 31, 5]);
  });
});

describe('a read of the newest lines', () => {
  it('fills in what was said before and between, and moves no line that is known', () => {
    const heard = appendLog(EMPTY_LOG, said(3, 5));
    const full = mergeLog(heard, said(1, 2, 3, 4, 5));
    expect(texts(full)).toEqual([1, 2, 3, 4, 5]);
    expect(full.lines.filter(({ t }) => t.endsWith('3') || t.endsWith('5')).map(({ id }) => id)).toEqual(ids(heard));
    expect(new Set(ids(full)).size).toBe(5);
    expect(full.lines.some(({ isAfterGap }) => isAfterGap)).toBe(false);
  });

  it('that brings nothing new changes nothing', () => {
    const read = mergeLog(EMPTY_LOG, said(1, 2));
    expect(mergeLog(read, said(1, 2))).toBe(read);
    expect(mergeLog(read, [])).toBe(read);
  });

  it('that does not reach back to what is known says that lines may be missing', () => {
    const tail = mergeLog(mergeLog(EMPTY_LOG, said(1, 2)), said(20, 21));
    expect(tail.lines.map(({ isAfterGap }) => isAfterGap)).toEqual([false, false, true, false]);
  });

  it('older than what was heard meanwhile leaves no gap', () => {
    const tail = mergeLog(appendLog(EMPTY_LOG, said(9)), said(1, 2));
    expect(texts(tail)).toEqual([1, 2, 9]);
    expect(tail.lines.some(({ isAfterGap }) => isAfterGap)).toBe(false);
  });
});
