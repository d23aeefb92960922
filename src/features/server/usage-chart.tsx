import { useState } from 'react';
import type { PointerEvent } from 'react';
import { formatMemory, formatDuration } from '@/lib/format';
import type { UsageHistory } from '@/session/usage-history';
import { t } from './texts';
import { CHART_HEIGHT, CHART_WIDTH, findReading, toUsageShape } from './usage-path';

export interface UsageChartProps {
  readonly name: string;
  /** Which series of the samples. */
  readonly seriesKey: string;
  readonly samples: UsageHistory;
  readonly totalBytes: number;
  readonly usedBytes: number;
  /** Monotonic ms of the right edge. */
  readonly nowMs: number;
}

/** The use of one memory over time, its figures above; pointing at the curve names a reading. */
export function UsageChart({ name, seriesKey, samples, totalBytes, usedBytes, nowMs }: UsageChartProps) {
  const [share, setShare] = useState<number | null>(null);
  const { spanMs, stretches, highestBytes } = toUsageShape(samples, seriesKey, { totalBytes, nowMs });
  const reading = share === null ? null : findReading(samples, seriesKey, { share, spanMs, nowMs });
  const minutes = Math.round(spanMs / 60_000);
  const figures = t.inUse({ used: formatMemory(usedBytes), total: formatMemory(totalBytes) });
  const highest = highestBytes === null ? '' : t.highest({ highest: formatMemory(highestBytes), span: t.lastMinutes({ minutes }) });
  const handleMove = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setShare(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  };
  return (
    <figure className="mb-3 last:mb-0">
      <figcaption className="mb-1 flex flex-wrap items-baseline gap-x-2">
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        <span className="tabular-nums">{figures}</span>
        <span className="w-12 text-right text-muted tabular-nums">
          {t.share({ percent: totalBytes > 0 ? Math.round((usedBytes / totalBytes) * 100) : 0 })}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-label={[t.chart({ name, figures }), highest].filter((text) => text !== '').join('. ')}
        viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-20 w-full rounded-control border border-border bg-sunken"
        onPointerMove={handleMove}
        onPointerLeave={() => setShare(null)}
      >
        {[25, 50, 75].map((y) => (
          <line key={y} x1={0} x2={CHART_WIDTH} y1={y} y2={y} className="stroke-border" vectorEffect="non-scaling-stroke" />
        ))}
        {stretches.map(({ line, area }) => (
          <g key={line}>
            <path d={area} className="fill-accent/20" />
            <path d={line} className="fill-none stroke-accent" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
          </g>
        ))}
        {reading !== null && (
          <line
            x1={CHART_WIDTH * (1 - reading.agoMs / spanMs)}
            x2={CHART_WIDTH * (1 - reading.agoMs / spanMs)}
            y1={0}
            y2={CHART_HEIGHT}
            className="stroke-text"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div aria-hidden className="mt-0.5 flex gap-2 text-secondary text-muted tabular-nums">
        <span>{t.spanStart({ minutes })}</span>
        <span className="min-w-0 flex-1 truncate text-center">
          {reading === null ? highest : t.reading({ used: formatMemory(reading.usedBytes), ago: formatDuration(reading.agoMs) })}
        </span>
        <span>{t.now}</span>
      </div>
    </figure>
  );
}
