/** How many bytes a file had when the browser loaded it; null where it does not tell (another origin, a full log, the cache). */
export function findLoadedBytes(url: string): number | null {
  const [entry] = performance.getEntriesByName(new URL(url, window.location.href).href, 'resource');
  const bytes = entry !== undefined && 'encodedBodySize' in entry ? entry.encodedBodySize : null;
  return typeof bytes === 'number' && bytes > 0 ? bytes : null;
}
