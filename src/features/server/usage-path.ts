import { USAGE_GAP_MS } from '@/config/limits';
import type { UsageHistory } from '@/session/usage-history';

/** Lengths of time a chart may show: the shortest that holds all there is. */
const SPANS_MS = [300_000, 900_000, 3_600_000] as const;

/** A stretch of readings without a gap, in the chart's own units: 0…1000 wide, 0…100 high, y downwards. */
interface Stretch {
  readonly line: string;
  /** The same closed at the bottom. */
  readonly area: string;
}

export interface UsageShape {
  readonly spanMs: number;
  readonly stretches: readonly Stretch[];
  readonly highestBytes: number | null;
}

export const CHART_WIDTH = 1000;
export const CHART_HEIGHT = 100;

/** How long a chart goes back. */
export function toSpanMs(samples: UsageHistory, nowMs: number): number {
  const ageMs = nowMs - (samples[0]?.atMs ?? nowMs);
  return SPANS_MS.find((span) => ageMs <= span) ?? SPANS_MS[SPANS_MS.length - 1] ?? ageMs;
}

/** The curve of one series. Readings too far apart are not joined: in between nobody looked. */
export function toUsageShape(samples: UsageHistory, key: string, { totalBytes, nowMs }: { totalBytes: number; nowMs: number }): UsageShape {
  const spanMs = toSpanMs(samples, nowMs);
  const stretches: { x: number; y: number }[][] = [];
  let lastAtMs = -Infinity;
  let highestBytes: number | null = null;
  for (const { atMs, usedBytes } of samples) {
    const used = usedBytes[key];
    if (used === undefined || nowMs - atMs > spanMs) continue;
    if (atMs - lastAtMs > USAGE_GAP_MS) stretches.push([]);
    lastAtMs = atMs;
    highestBytes = Math.max(highestBytes ?? 0, used);
    const share = totalBytes > 0 ? Math.min(1, used / totalBytes) : 0;
    stretches.at(-1)?.push({ x: CHART_WIDTH * (1 - (nowMs - atMs) / spanMs), y: CHART_HEIGHT * (1 - share) });
  }
  return { spanMs, highestBytes, stretches: stretches.map(toStretch) };
}

function toStretch(points: readonly { readonly x: number; readonly y: number }[]): Stretch {
  const [first] = points;
  const last = points.at(-1);
  // One reading alone has no length: a short line makes it seen.
  const drawn = points.length === 1 && first !== undefined ? [first, { x: first.x + 1, y: first.y }] : points;
  const line = drawn.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return { line, area: `${line}L${(last?.x ?? 0).toFixed(1)} ${CHART_HEIGHT}L${(first?.x ?? 0).toFixed(1)} ${CHART_HEIGHT}Z` };
}

/** The reading nearest to a place of the chart, 0 = its left edge, 1 = now; null where none is near. */
export function findReading(
  samples: UsageHistory,
  key: string,
  { share, spanMs, nowMs }: { share: number; spanMs: number; nowMs: number },
): { readonly agoMs: number; readonly usedBytes: number } | null {
  const wantedMs = nowMs - spanMs * (1 - share);
  let nearest: { readonly atMs: number; readonly usedBytes: number } | null = null;
  for (const { atMs, usedBytes } of samples) {
    const used = usedBytes[key];
    if (used === undefined) continue;
    if (nearest === null || Math.abs(atMs - wantedMs) < Math.abs(nearest.atMs - wantedMs)) nearest = { atMs, usedBytes: used };
  }
  if (nearest === null || Math.abs(nearest.atMs - wantedMs) > USAGE_GAP_MS) return null;
  return { agoMs: Math.max(0, nowMs - nearest.atMs), usedBytes: nearest.usedBytes };
}
