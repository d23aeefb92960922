let markOver: () => void = () => undefined;

/** Ends when the page can be worked with, or has had a second to get there: until then nothing is read that is not needed for it. */
export const startIsOver = new Promise<void>((resolve) => (markOver = resolve));

/** Says so; once is enough. */
export function endStart(): void {
  markOver();
}
