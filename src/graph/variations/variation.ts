import type { JsonValue } from '@/lib/json';
import type { GraphId } from '../document/model';
import type { NodeId } from '@/protocol/ids';

/** One control of a document, as `setWidgetValue` takes it. */
export interface VariedControl {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly name: string;
}

/** One value for one control. */
export interface ControlChange extends VariedControl {
  readonly value: JsonValue;
}

/** One step of an axis: what it is called in the result's heading, and what it sets (a row of a table sets several controls). */
export interface AxisPoint {
  readonly label: string;
  readonly changes: readonly ControlChange[];
}

/** A list of steps over one control, or over the columns of a table. */
export interface Axis {
  readonly title: string;
  readonly points: readonly AxisPoint[];
}

/** `grid`: every step of one axis with every step of the others. `zip`: the first steps together, then the second ones. */
export type Combining = 'grid' | 'zip';

/** One run: where it stands on each axis, and all that it changes. */
export interface Combination {
  /** Step by axis, counted from 0; the same number on all axes when zipped. */
  readonly at: readonly number[];
  readonly labels: readonly string[];
  readonly changes: readonly ControlChange[];
}
