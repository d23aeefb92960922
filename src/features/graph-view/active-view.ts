import type { DocumentId, Workspace } from '@/workspace/workspace';
import type { Viewport } from './canvas/viewport';
import type { GraphController } from './controller';

/**
 * The graph view on the page, so that commands and the problems list reach it; and where each document was looked at last, so that
 * coming back to a tab shows what was left. Kept per workspace, forgotten with it.
 */
interface Views {
  active: GraphController | null;
  readonly viewports: Map<DocumentId, Viewport>;
}

const views = new WeakMap<Workspace, Views>();

function viewsOf(workspace: Workspace): Views {
  const found = views.get(workspace) ?? { active: null, viewports: new Map<DocumentId, Viewport>() };
  views.set(workspace, found);
  return found;
}

/** Makes a controller the one that commands act on. Answers the remover, which also remembers the viewport. */
export function registerView(controller: GraphController): () => void {
  const known = viewsOf(controller.workspace);
  known.active = controller;
  return () => {
    if (known.active === controller) known.active = null;
    if (controller.open() === undefined) known.viewports.delete(controller.documentId);
    else known.viewports.set(controller.documentId, controller.viewport.getState().viewport);
  };
}

/** The graph view on the page; null on other screens. */
export function activeView(workspace: Workspace): GraphController | null {
  return viewsOf(workspace).active;
}

/** Where a document was looked at last; null when it has not been shown yet. */
export function rememberedViewport(workspace: Workspace, id: DocumentId): Viewport | null {
  return viewsOf(workspace).viewports.get(id) ?? null;
}
