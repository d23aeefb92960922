import type { Clock } from '@/lib/clock';
import { copyNodes, parseClipboard, pasteNodes, type Clipping } from '@/graph/edit/clipboard';
import { parsePastedText } from '@/graph/edit/parse-pasted';
import { findPastePoint } from '@/graph/edit/paste-point';
import { startFileWorker } from '@/graph/import/open-file-bytes';
import type { Point } from '@/graph/document/model';
import type { Workspace } from '@/workspace/workspace';
import type { GraphController } from '../controller';
import { addCopies, removeNodes } from '../node-actions';
import { texts as t } from '../texts';

/**
 * Copy and paste go through the browser's own clipboard events, which work on plain http too and reach other tabs. What was copied last is
 * remembered besides: a menu may not be allowed to read the clipboard.
 */
const lastCopied = new WeakMap<Workspace, string>();

/** The selected nodes as clipboard text; null when nothing is selected. */
export function copySelection(controller: GraphController): string | null {
  const document = controller.open()?.document;
  const nodeIds = [...controller.selection()];
  if (document === undefined || nodeIds.length === 0) return null;
  const text = copyNodes(document, { graphId: controller.graphId(), nodeIds });
  if (text === null) return null;
  lastCopied.set(controller.workspace, text);
  controller.say(t.copied({ count: nodeIds.length }));
  return text;
}

/** Copies, then deletes. */
export function cutSelection(controller: GraphController): string | null {
  const text = copySelection(controller);
  const { size } = controller.selection();
  if (text === null) return null;
  removeNodes(controller, controller.selection());
  controller.say(t.cutDone({ count: size }));
  return text;
}

/** How a paste is done: `at` is where the upper left corner goes; with `keepsIncoming` wires from nodes outside the copied part come too. */
export interface PasteOptions {
  readonly at: Point;
  readonly keepsIncoming: boolean;
}

/** Adds nodes that were copied from a graph view, of this page or another. False for any other text. */
export function pasteCopied(controller: GraphController, text: string, options: PasteOptions): boolean {
  const clipping = parseClipboard(text);
  if (clipping !== null) insert(controller, clipping, options);
  return clipping !== null;
}

/** Adds the nodes of any text that holds some: copied nodes, a workflow file, an API prompt. False for any other text. */
export async function pasteText(
  controller: GraphController,
  text: string,
  options: PasteOptions & { readonly clock: Clock },
): Promise<boolean> {
  if (pasteCopied(controller, text, options)) return true;
  const clipping = await parsePastedText(text, controller.nodeTypes(), { startWorker: startFileWorker, clock: options.clock });
  if (clipping !== null) insert(controller, clipping, options);
  return clipping !== null;
}

function insert(controller: GraphController, clipboard: Clipping, { at: wanted, keepsIncoming }: PasteOptions): void {
  const graph = controller.graph();
  if (graph === undefined) return;
  const graphId = controller.graphId();
  const at = findPastePoint(graph, clipboard.document.root.nodes.values(), wanted);
  const count = addCopies(controller, (document) => pasteNodes(document, { graphId, clipboard, at, keepsIncoming }));
  controller.say(t.pasted({ count }));
}

/** What was copied last in this page; null before the first copy. */
export function lastCopiedText(workspace: Workspace): string | null {
  return lastCopied.get(workspace) ?? null;
}
