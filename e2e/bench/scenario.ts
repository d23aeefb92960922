import type { Material } from './generate/checksum';
import type { BenchServer } from './serve';
import type { Rule } from './stats';
import type { Tab } from './tab';

/** Numbers of one run by key. */
export type Numbers = Readonly<Record<string, number>>;

/** What every run can use. */
export interface Stage {
  readonly server: BenchServer;
  readonly material: Material;
  /** `--quick`: gestures and storms are shorter. */
  readonly isQuick: boolean;
  /** Graph scenarios take their workflows from here: generated, or joined from real templates with `--real`. */
  readonly graphs: GraphSupply;
  /** Length of one gesture and of one storm. */
  readonly gestureS: number;
  readonly stormS: number;
}

/** The workflows of a run of the benchmark. */
export interface GraphSupply {
  readonly isReal: boolean;
  readonly sizes: readonly number[];
  readonly get: (size: number) => {
    readonly text: string;
    readonly nodeCount: number;
    /** Nodes that a sweep from the middle to the right must come past. */
    readonly lastColumn: readonly string[];
    /** A point of a node near the middle, in units of the graph. */
    readonly middle: { readonly x: number; readonly y: number };
  };
}

/** One line of the table. */
export interface LineSpec {
  readonly what: string;
  /** Key in the product's numbers, and in the floor's unless `floorKey` names another. */
  readonly key: string;
  readonly floorKey?: string;
  /** The "floor" is another number of the product. */
  readonly isAgainstItself?: boolean;
  readonly unit: 'ms' | 'fps' | 'KB' | 'MB' | '%' | '×' | '';
  readonly rule: Rule;
}

/** One row of the table of goals. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly isInQuick: boolean;
  /** Runs by default; scenarios that hold a gesture for seconds take fewer, because each run is hundreds of frames. */
  readonly runs: number;
  /** Frame rates: judged only where an empty page reaches 55 fps. */
  readonly needsFrames: boolean;
  readonly isGraph: boolean;
  readonly lines: (stage: Stage) => readonly LineSpec[];
  /** Why it cannot be run now; null when it can. */
  readonly unavailable?: (tab: Tab, stage: Stage) => Promise<string | null>;
  /** Absent when nothing is compared with a floor page. */
  readonly floor?: (tab: Tab, stage: Stage) => Promise<Numbers>;
  /** @throws VoidRun when the run proves nothing. */
  readonly product: (tab: Tab, stage: Stage) => Promise<Numbers>;
}
