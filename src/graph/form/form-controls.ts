import { graphOf } from '../document/ids';
import type { WorkflowDocument } from '../document/model';
import type { NodeTypes } from '../node-types/node-type';
import { findControls, type FoundControl } from '../variations/find-controls';
import { isSamePin, readPins } from './pins';

/** The controls of one node that a form shows under its title. */
export interface FormGroup {
  readonly key: string;
  readonly title: string;
  readonly controls: readonly FoundControl[];
}

/**
 * What a form of the document shows: the controls its author pinned, in that order; without pins the prompt texts, seeds, sizes and
 * inputs, in reading order. Neighbours of one node stand under one heading. Pure.
 */
export function selectForm(document: WorkflowDocument, nodeTypes: NodeTypes): readonly FormGroup[] {
  const all = findControls(document, nodeTypes);
  const pinned = readPins(document).flatMap((pin) => all.find((control) => isSamePin(control, pin)) ?? []);
  return groupByNode(pinned.length > 0 ? pinned : inReadingOrder(document, all.filter(isWorthShowing)));
}

/** Everything a form can show, for choosing. */
export function selectChoosable(document: WorkflowDocument, nodeTypes: NodeTypes): readonly FormGroup[] {
  return groupByNode(inReadingOrder(document, findControls(document, nodeTypes)));
}

const SIZES: ReadonlySet<string> = new Set(['width', 'height', 'batch_size', 'length', 'megapixels']);

function isWorthShowing({ name, widget }: FoundControl): boolean {
  if (widget.kind === 'string') return widget.isMultiline;
  if (widget.kind === 'int') return widget.control !== null || SIZES.has(lastPart(name));
  if (widget.kind === 'float') return SIZES.has(lastPart(name));
  return widget.kind === 'combo' && widget.upload !== null;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Nodes whose tops differ by less are taken for one line. */
const LINE_HEIGHT = 200;

/** Line by line, each from the left; what is inside subgraphs comes after the outer graph. */
function inReadingOrder(document: WorkflowDocument, controls: readonly FoundControl[]): readonly FoundControl[] {
  const placeOf = ({ graphId, nodeId }: FoundControl): readonly [number, number, number] => {
    const position = graphOf(document, graphId)?.nodes.get(nodeId)?.position ?? { x: 0, y: 0 };
    return [graphId === 'root' ? 0 : 1, Math.floor(position.y / LINE_HEIGHT), position.x];
  };
  return controls.toSorted((a, b) => {
    const [left, right] = [placeOf(a), placeOf(b)];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
}

function groupByNode(controls: readonly FoundControl[]): readonly FormGroup[] {
  const groups: { key: string; title: string; controls: FoundControl[] }[] = [];
  for (const control of controls) {
    const key = `${control.graphId} ${control.nodeId}`;
    const last = groups.at(-1);
    if (last?.key === key) last.controls.push(control);
    else groups.push({ key, title: control.nodeTitle, controls: [control] });
  }
  return groups;
}
