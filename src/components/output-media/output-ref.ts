import type { JobOutput, OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';

/**
 * The name of an output in addresses and in `data-output`: `type/subfolder/filename`, without the middle where a file lies at the top
 * of its folder. A text that is no file is named by its run, its node and its place: `text/<prompt id>/<node>/<n>`.
 */
export function toFileRef(file: OutputFile): string {
  const subfolder = file.subfolder.replace(/^\/+|\/+$/g, '');
  return [file.type, ...(subfolder === '' ? [] : [subfolder]), file.filename].join('/');
}

/** The ref of one output of a job; `index` is its place among the job's outputs. */
export function toOutputRef(jobId: PromptId, output: JobOutput, index: number): string {
  return output.file === null ? `text/${jobId}/${output.nodeId}/${index}` : toFileRef(output.file);
}

/** The file a ref names; null when it names none (a text, a foreign or broken address). */
export function parseFileRef(ref: string): OutputFile | null {
  const [type, ...rest] = ref.split('/');
  const filename = rest.at(-1);
  if (filename === undefined || filename === '') return null;
  if (type !== 'output' && type !== 'temp' && type !== 'input') return null;
  return { type, subfolder: rest.slice(0, -1).join('/'), filename };
}

/** The route of the viewer for an output: `/gallery/<type>/<path>`, among the outputs of one run when it is given. */
export function toViewerPath(ref: string, run?: PromptId): string {
  const path = ref.split('/').map(encodeURIComponent).join('/');
  return `/gallery/${path}${run === undefined ? '' : `?${new URLSearchParams({ run }).toString()}`}`;
}

/** A file name that no operating system takes for a path or a device; the server's own is only text. */
export function toDownloadName(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? '';
  const safe = base.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069:*?"<>|]/g, '_').replace(/^\.+/, '_');
  return safe === '' ? 'output' : safe;
}
