import { parseFileRef, toOutputRef } from '@/components/output-media/output-ref';
import type { Job, JobOutput, MediaKind } from '@/jobs/job';
import { toMediaKind } from '@/jobs/outputs';
import { toNodeId } from '@/protocol/ids';
import { parseGalleryQuery } from './gallery-query';
import type { Marks } from './marks/mark';
import { fitsQuery } from './match-output';

/** One output and the run it is known from; null when the run is not known any more. */
export interface GalleryItem {
  /** See `toOutputRef`. */
  readonly ref: string;
  readonly job: Job | null;
  readonly output: JobOutput;
}

/** What the address carries: `#/gallery?q=&kind=&run=`. */
export interface GalleryFilters {
  readonly q?: string;
  readonly kind?: string;
  readonly run?: string;
}

export const MEDIA_KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'text', 'model', 'file'];

const NO_MARKS: Marks = new Map();

/** An item of a run that is known. */
export type RunItem = GalleryItem & { readonly job: Job };

/**
 * Outputs of jobs that fit, in the order of the jobs. A file that several runs report, because it came from the cache, is shown once:
 * with the first of them. `seen` holds the refs listed so far, where a list is made in parts.
 */
export function toGalleryItems(
  jobs: readonly Job[],
  { q = '', kind, run }: GalleryFilters,
  { seen = new Set(), marks = NO_MARKS }: { readonly seen?: Set<string>; readonly marks?: Marks } = {},
): readonly RunItem[] {
  const query = parseGalleryQuery(q);
  return jobs
    .filter((job) => run === undefined || job.id === run)
    .flatMap((job) => job.outputs.map((output, index) => ({ ref: toOutputRef(job.id, output, index), job, output })))
    .filter(({ ref, job, output }) => {
      if (seen.has(ref) || (kind !== undefined && output.kind !== kind) || !fitsQuery(job, output, query, marks.get(ref))) return false;
      seen.add(ref);
      return true;
    });
}

/**
 * The item an address names. A file needs no run to be shown: those deleted from the history are still on the server.
 * @returns null for a text whose run is not known, and for addresses that name nothing.
 */
export function findItem(ref: string, jobs: readonly Job[]): GalleryItem | null {
  for (const job of jobs) {
    const index = job.outputs.findIndex((output, at) => toOutputRef(job.id, output, at) === ref);
    const output = job.outputs[index];
    if (output !== undefined) return { ref, job, output };
  }
  const file = parseFileRef(ref);
  if (file === null) return null;
  return { ref, job: null, output: { kind: toMediaKind(file.filename), nodeId: toNodeId(''), key: '', file, text: null } };
}
