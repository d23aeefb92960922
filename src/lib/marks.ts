/** Moments the page notes for whoever measures it (browser tools, the benchmark); nothing in the page reads them. */
export type MarkName = 'app:interactive' | 'workflow:painted' | 'gallery:first-pictures' | 'ws:applied';

/** Notes that something has just happened. Only the newest mark of a name is kept: a page that lives for weeks must not collect them. */
export function mark(name: MarkName, detail?: number): void {
  performance.clearMarks(name);
  performance.mark(name, { detail });
}
