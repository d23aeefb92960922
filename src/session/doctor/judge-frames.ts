import type { RowTrouble } from './examination';
import type { ProbeFrame } from './probe-socket';

/** Frames of the examination’s run that come exactly once, in their order. Source: ComfyUI `execution.py`. */
const ONCE: readonly string[] = [
  'execution_start',
  'execution_cached',
  'executing 1',
  'executing 2',
  'executing 3',
  'executing 4',
  'executed 4',
  'execution_success',
];
/** Once as well, at a place of its own on every kind of server. */
const END = 'executing end';

/** What happened to the frames of a run on their way. */
export function judgeFrames(frames: readonly ProbeFrame[]): readonly RowTrouble[] {
  const troubles: RowTrouble[] = [];
  const isCorrupt = frames.some(({ data }) => data === null);
  if (isCorrupt) troubles.push('corrupt');
  const marks = frames.flatMap((frame) => toMark(frame) ?? []);
  const firsts = ONCE.filter((mark) => marks.includes(mark)).map((mark) => marks.indexOf(mark));
  // A frame that cannot be read is missing as well; that is one fault, not two.
  if (!isCorrupt && (firsts.length < ONCE.length || !marks.includes(END) || skipsProgress(frames))) troubles.push('lost');
  if (marks.length > new Set(marks).size || repeatsProgress(frames)) troubles.push('doubled');
  if (firsts.some((place, index) => place < (firsts[index - 1] ?? 0)) || fallsBack(frames)) troubles.push('disordered');
  return troubles;
}

function toMark({ type, data }: ProbeFrame): string | null {
  const isNamed = type === 'executing' || type === 'executed';
  const node = data?.['node'];
  const mark = isNamed ? `${type} ${typeof node === 'string' ? node : 'end'}` : type;
  return mark === END || ONCE.includes(mark) ? mark : null;
}

/** What each progress frame says: how many nodes have begun and how many are finished. It only rises. */
function readProgress(
  frames: readonly ProbeFrame[],
): readonly { readonly begun: number; readonly finished: number; readonly text: string }[] {
  return frames
    .filter(({ type }) => type === 'progress_state')
    .map(({ data, text }) => {
      const nodes = Object.values(Object(data?.['nodes']) as Record<string, unknown>).map((node) => JSON.stringify(node));
      return { begun: nodes.length, finished: nodes.filter((node) => node.includes('"finished"')).length, text };
    });
}

function skipsProgress(frames: readonly ProbeFrame[]): boolean {
  const seen = new Set(readProgress(frames).map(({ begun, finished }) => `${begun} ${finished}`));
  // Servers before 0.3.34 have no such frames.
  return seen.size > 0 && [1, 2, 3, 4].some((node) => !seen.has(`${node} ${node - 1}`) || !seen.has(`${node} ${node}`));
}

function repeatsProgress(frames: readonly ProbeFrame[]): boolean {
  const progress = readProgress(frames);
  return progress.some(({ text }, index) => progress[index + 1]?.text === text);
}

function fallsBack(frames: readonly ProbeFrame[]): boolean {
  const progress = readProgress(frames);
  return progress.some(({ begun, finished }, index) => {
    const before = progress[index - 1];
    return before !== undefined && begun + finished < before.begun + before.finished;
  });
}
