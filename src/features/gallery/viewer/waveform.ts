/** The loudest sample of each of `count` equal stretches, 0–1. Pure. */
export function toPeaks(samples: Float32Array, count: number): readonly number[] {
  const width = samples.length / count;
  return Array.from({ length: count }, (_none, index) => {
    let peak = 0;
    const end = Math.min(samples.length, Math.ceil((index + 1) * width));
    for (let at = Math.floor(index * width); at < end; at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return Math.min(1, peak);
  });
}

/** The outline of peaks as an SVG path in a box `peaks.length` wide and 2 high. */
export function toWavePath(peaks: readonly number[]): string {
  return peaks.map((peak, x) => `M${x + 0.5} ${(1 - Math.max(peak, 0.02)).toFixed(3)}V${(1 + Math.max(peak, 0.02)).toFixed(3)}`).join('');
}
