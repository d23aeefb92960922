import { variationOfWorkflow, type VariationNote } from '@/components/run-workflow/deck-notes';
import type { Job, JobState } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';

/** One run of a set. */
export interface SetRun {
  readonly job: Job;
  readonly note: VariationNote;
}

/** What is known of one set of variations: one run for each place. */
export interface ResultSet {
  readonly group: string;
  /** The workflow's name; null when its runs have none. */
  readonly name: string | null;
  readonly axes: readonly string[];
  /** How many runs the set was made with; some may be unknown here. */
  readonly count: number;
  /** When its first known run was queued, the server's time; null when unknown. */
  readonly createdAtMs: number | null;
  readonly runs: readonly SetRun[];
}

/** A heading of the grid. */
export interface Heading {
  readonly step: number;
  readonly label: string;
}

/** One table of the grid: the first axis runs along the top, the second down the side; each further one makes tables of its own. */
export interface ResultTable {
  /** Values of the third axis and on; empty with up to two. */
  readonly title: string;
  /** What runs along the top, and down the side ('' when nothing does). */
  readonly axes: readonly [top: string, side: string];
  readonly columns: readonly Heading[];
  readonly rows: readonly { readonly heading: Heading; readonly cells: readonly (SetRun | null)[] }[];
}

/**
 * The sets among the jobs, in the jobs' order. A set is made of the notes its runs carry, so it is found again after a reload and by other
 * browsers. Of several runs for one place (one failed and was run again) the first that is done counts, else the newest.
 * @param jobs open ones before finished ones, the newest of these first.
 */
export function findSets(jobs: readonly Job[]): readonly ResultSet[] {
  const byGroup = new Map<string, Map<string, SetRun>>();
  for (const job of jobs) {
    const note = noteOf(job);
    if (note === null) continue;
    const places = byGroup.get(note.group) ?? new Map<string, SetRun>();
    byGroup.set(note.group, places);
    const place = note.at.join(' ');
    const known = places.get(place);
    if (known === undefined || isBetter(job.state, known.job.state)) places.set(place, { job, note });
  }
  return [...byGroup.values()].flatMap((places) => toSet([...places.values()]));
}

function toSet(runs: readonly SetRun[]): readonly ResultSet[] {
  const [first] = runs;
  if (first === undefined) return [];
  const { group, axes, count } = first.note;
  const times = runs.flatMap(({ job }) => job.createdAtMs ?? []);
  return [{ group, name: first.job.workflowName, axes, count, createdAtMs: times.length === 0 ? null : Math.min(...times), runs }];
}

/** `job` is older than the known one or of the same age. */
function isBetter(state: JobState, known: JobState): boolean {
  if (state === 'done') return true;
  return known !== 'done' && known !== 'queued' && known !== 'running' && (state === 'queued' || state === 'running');
}

/** Notes are read once: workflows keep their identity between reads. */
const notes = new WeakMap<JsonObject, VariationNote | null>();

function noteOf({ workflow }: Job): VariationNote | null {
  if (workflow === null) return null;
  const known = notes.get(workflow);
  if (known !== undefined) return known;
  const note = variationOfWorkflow(workflow);
  notes.set(workflow, note);
  return note;
}

/** The labelled grid of a set. A zipped set is one row. */
export function toTables({ runs }: Pick<ResultSet, 'runs'>): readonly ResultTable[] {
  const placed = runs.map((run) => ({ run, place: run.note.isZipped ? toZippedPlace(run.note) : run.note }));
  const tables = new Map<string, PlacedRun[]>();
  for (const one of placed) {
    const key = one.place.at.slice(2).join(' ');
    const table = tables.get(key);
    if (table === undefined) tables.set(key, [one]);
    else table.push(one);
  }
  return [...tables.entries()].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, own]) => toTable(own));
}

type Place = Pick<VariationNote, 'axes' | 'labels' | 'at'>;

interface PlacedRun {
  readonly run: SetRun;
  readonly place: Place;
}

function toZippedPlace({ axes, labels, at }: VariationNote): Place {
  return { axes: [axes.join(', ')], labels: [labels.join(', ')], at: at.slice(0, 1) };
}

function toTable(placed: readonly PlacedRun[]): ResultTable {
  const columns = toHeadings(placed, 0);
  const cells = new Map(placed.map(({ run, place }) => [`${place.at[0] ?? 0} ${place.at[1] ?? 0}`, run]));
  const { axes = [], labels = [] } = placed[0]?.place ?? {};
  return {
    title: axes
      .slice(2)
      .map((axis, index) => `${axis} ${labels[index + 2] ?? ''}`)
      .join(', '),
    axes: [axes[0] ?? '', axes[1] ?? ''],
    columns,
    rows: toHeadings(placed, 1).map((heading) => ({
      heading,
      cells: columns.map(({ step }) => cells.get(`${step} ${heading.step}`) ?? null),
    })),
  };
}

function toHeadings(placed: readonly PlacedRun[], axis: number): readonly Heading[] {
  const labels = new Map(placed.map(({ place }) => [place.at[axis] ?? 0, place.labels[axis] ?? '']));
  return [...labels.entries()].toSorted(([a], [b]) => a - b).map(([step, label]) => ({ step, label }));
}
