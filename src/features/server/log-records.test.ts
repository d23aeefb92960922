import { describe, expect, it } from 'vitest';
import { appendLog, EMPTY_LOG, mergeLog } from '@/live/log-lines';
import { filterRecords, toPlainText, toRecords, toRows, toTimeOfDay } from './log-records';

const read = (...texts: readonly string[]) =>
  toRecords(
    appendLog(
      EMPTY_LOG,
      texts.map((m, index) => ({ t: `2026-11-25T01:10:0${index}.933097`, m })),
    ).lines,
  );

describe('what the server said', () => {
  it('keeps colours as looks and leaves the codes out', () => {
    const [record] = read('\u001b[1m\u001b[31m[ERROR]\u001b[0m it \u001b[32mbroke\u001b[0m\u001b[2K\n');
    expect(record?.text).toBe('[ERROR] it broke');
    expect(record?.lines[0]).toEqual([
      { text: '[ERROR]', tone: 'danger', isBold: true },
      { text: ' it ', tone: 'plain', isBold: false },
      { text: 'broke', tone: 'success', isBold: false },
    ]);
  });

  it('joins what was written in pieces, and draws each line of a piece', () => {
    const records = read('half', ' a line', '\n', 'Traceback (most recent call last):\n  File "x.py"\nValueError: no\n', '\n');
    expect(records.map(({ text }) => text)).toEqual(['half a line', 'Traceback (most recent call last):\n  File "x.py"\nValueError: no']);
    expect(toRows(records).map(({ key, isFirst }) => [key, isFirst])).toEqual([
      ['1/0', true],
      ['4/0', true],
      ['4/1', false],
      ['4/2', false],
    ]);
  });

  it('shows of an overwritten line what stands at its end', () => {
    expect(read('\r 10%|#  |\r 50%|## |')[0]?.text).toBe(' 50%|## |');
  });

  it('never joins over a gap', () => {
    const before = appendLog(EMPTY_LOG, [{ t: '1', m: 'open' }]);
    const records = toRecords(mergeLog(before, [{ t: '5', m: 'later\n' }]).lines);
    expect(records.map(({ text, isAfterGap }) => [text, isAfterGap])).toEqual([
      ['open', false],
      ['later', true],
    ]);
  });

  it.each([
    ['[INFO] got prompt\n', 'info'],
    ['\u001b[33m[WARNING]\u001b[0m slow\n', 'warning'],
    ['[ERROR] bad\n', 'error'],
    ['!!! Exception during processing !!! boom\n', 'error'],
    ['torch.OutOfMemoryError: CUDA out of memory\n', 'error'],
    ['x.py:3: UserWarning: old\nFutureWarning: soon\n', 'warning'],
    ['Warning: no xformers\n', 'warning'],
    ['[INFO] Error count: 0\n', 'info'],
  ])('%j is of level %s', (text, level) => {
    expect(read(text)[0]?.level).toBe(level);
  });
});

describe('the filter', () => {
  const records = read('[INFO] Loading Flux\n', '[WARNING] slow disk\n', '[ERROR] Failed\nTraceback of flux\n');

  it('finds text whatever its case, in any line of a record', () => {
    expect(filterRecords(records, { query: ' FLUX ', level: 'info' })).toHaveLength(2);
    expect(filterRecords(records, { query: '', level: 'info' })).toBe(records);
    expect(filterRecords(records, { query: 'nothing', level: 'info' })).toEqual([]);
  });

  it('shows a level and what is worse', () => {
    expect(filterRecords(records, { query: '', level: 'warning' }).map(({ level }) => level)).toEqual(['warning', 'error']);
    expect(filterRecords(records, { query: 'flux', level: 'error' })).toHaveLength(1);
  });
});

it('is copied as plain text with the server’s times', () => {
  expect(toPlainText(read('\u001b[32ma\u001b[0m\n', 'b\nc\n'))).toBe('2026-11-25T01:10:00.933097 a\n2026-11-25T01:10:01.933097 b\nc');
  expect(toTimeOfDay('2026-11-25T01:10:37.933097')).toBe('01:10:37');
  expect(toTimeOfDay('odd')).toBe('odd');
});
