import { copyNodes, parseClipboard, pasteNodes } from '@/graph/edit/clipboard';
import { duplicateNodes } from '@/graph/edit/duplicate';
import type { GraphId, Point } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { DocumentId, Workspace } from '@/workspace/workspace';
import type { GraphController } from './controller';
import { addCopies, removeNodes } from './node-actions';
import { texts as t } from './texts';

/**
 * Copy and paste go through the browser's own clipboard events, which work on plain http too and reach other tabs. What was copied last is
 * remembered besides: pasting with incoming wires needs to know where it came from, and the menu may not be allowed to read the clipboard.
 */
interface Copied {
  readonly text: string;
  readonly documentId: DocumentId;
  readonly graphId: GraphId;
  readonly nodeIds: readonly NodeId[];
}

const lastCopied = new WeakMap<Workspace, Copied>();

/** The selected nodes as clipboard text; null when nothing is selected. */
export function copySelection(controller: GraphController): string | null {
  const document = controller.open()?.document;
  const nodeIds = [...controller.selection()];
  if (document === undefined || nodeIds.length === 0) return null;
  const text = copyNodes(document, { graphId: controller.graphId(), nodeIds });
  if (text === null) return null;
  lastCopied.set(controller.workspace, { text, documentId: controller.documentId, graphId: controller.graphId(), nodeIds });
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

/**
 * Adds the nodes in a clipboard text. `keepsIncoming`: wires from nodes outside the copied part are kept as well, if it was copied from
 * this very graph. False when the text holds no nodes: the paste is then someone else's.
 */
export function pasteText(
  controller: GraphController,
  text: string,
  options: { readonly at: Point; readonly keepsIncoming: boolean },
): boolean {
  const clipboard = parseClipboard(text);
  if (clipboard === null) return false;
  const copied = lastCopied.get(controller.workspace);
  const isOwn = copied?.text === text && copied.documentId === controller.documentId && copied.graphId === controller.graphId();
  const graphId = controller.graphId();
  const count =
    options.keepsIncoming && isOwn && hasAll(controller, copied.nodeIds)
      ? addCopies(controller, (document) => duplicateNodes(document, { graphId, nodeIds: copied.nodeIds, keepsIncoming: true }))
      : addCopies(controller, (document) => pasteNodes(document, { graphId, clipboard, at: options.at }));
  controller.say(t.pasted({ count }));
  return true;
}

/** What was copied last in this page; null before the first copy. */
export function lastCopiedText(workspace: Workspace): string | null {
  return lastCopied.get(workspace)?.text ?? null;
}

function hasAll(controller: GraphController, ids: readonly NodeId[]): boolean {
  const nodes = controller.graph()?.nodes;
  return ids.every((id) => nodes?.has(id) === true);
}
