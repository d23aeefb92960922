import { nodeEntries } from '@/components/node-library/node-entries';
import type { Point } from '@/graph/document/model';
import type { Workspace } from '@/workspace/workspace';
import { activeView } from '../active-view';
import type { GraphController } from '../controller';
import { viewCentre } from '../view-actions';
import { addFromPalette } from '../wire-actions';

/** Adds a node of a class in the middle of the graph on the page. False while there is none. */
export function addToActiveView(workspace: Workspace, className: string): boolean {
  const controller = activeView(workspace);
  return controller !== null && addByName(controller, className, viewCentre(controller));
}

/** Adds a node of a class at a point, canvas units. False when there is no such class. */
export function addByName(controller: GraphController, className: string, point: Point): boolean {
  const entry = nodeEntries(controller.nodeTypes()).find(({ name }) => name === className);
  if (entry !== undefined) addFromPalette(controller, entry, { point, from: null });
  return entry !== undefined;
}
