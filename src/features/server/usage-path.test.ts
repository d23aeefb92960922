import { describe, expect, it } from 'vitest';
import { findReading, toSpanMs, toUsageShape } from './usage-path';

const samples = (...readings: readonly (readonly [seconds: number, used: number])[]) =>
  readings.map(([seconds, used]) => ({ atMs: seconds * 1_000, usedBytes: { ram: used } }));
const place = { totalBytes: 100, nowMs: 300_000 };

describe('the curve of memory', () => {
  it('runs from the oldest reading to now at the right edge, high use high up', () => {
    const shape = toUsageShape(samples([270, 0], [285, 50], [300, 100]), 'ram', place);
    expect(shape.spanMs).toBe(300_000);
    expect(shape.highestBytes).toBe(100);
    expect(shape.stretches.map(({ line }) => line)).toEqual(['M900.0 100.0L950.0 50.0L1000.0 0.0']);
    expect(shape.stretches[0]?.area).toMatch(/L1000\.0 100L900\.0 100Z$/);
  });

  it('is broken where nobody looked, and shows one reading alone', () => {
    const shape = toUsageShape(samples([100, 10], [105, 10], [200, 90]), 'ram', place);
    expect(shape.stretches).toHaveLength(2);
    expect(shape.stretches[1]?.line).toContain('L');
  });

  it('stays within the chart when more is used than there is, or nothing is known of the whole', () => {
    expect(toUsageShape(samples([300, 250]), 'ram', place).stretches[0]?.line).toMatch(/^M1000\.0 0\.0/);
    expect(toUsageShape(samples([300, 250]), 'ram', { ...place, totalBytes: 0 }).stretches[0]?.line).toMatch(/^M1000\.0 100\.0/);
    expect(toUsageShape(samples([300, 250]), 'other', place)).toMatchObject({ stretches: [], highestBytes: null });
  });

  it('shows the shortest time that holds all there is, an hour at most', () => {
    const spanOf = (seconds: number) => toSpanMs(samples([0, 1]), seconds * 1_000);
    expect([spanOf(1), spanOf(301), spanOf(901), spanOf(9_000)]).toEqual([300_000, 900_000, 3_600_000, 3_600_000]);
  });
});

describe('a place of the chart', () => {
  const given = samples([0, 10], [150, 20], [300, 30]);
  const at = (share: number) => findReading(given, 'ram', { share, spanMs: 300_000, nowMs: 300_000 });

  it('names the nearest reading and its age', () => {
    expect(at(0)).toEqual({ agoMs: 300_000, usedBytes: 10 });
    expect(at(0.48)).toEqual({ agoMs: 150_000, usedBytes: 20 });
    expect(at(1)).toEqual({ agoMs: 0, usedBytes: 30 });
  });

  it('names none where nobody looked', () => {
    expect(at(0.25)).toBeNull();
  });
});
