import type { DocumentId, Workspace } from '@/workspace/workspace';
import type { Viewport } from './canvas/viewport';
import type { GraphController } from './controller';
import type { PathStep } from './view-store';

/**
 * The graph view on the page, so that commands and the problems list reach it; and where each document was looked at last, so that
 * coming back to a tab shows what was left. Kept per workspace, forgotten with it.
 */
interface Views {
  active: GraphController | null;
  readonly places: Map<DocumentId, Place>;
}

/** Where in a document one was: the instances entered, and the part of that graph in view. */
export interface Place {
  readonly path: readonly PathStep[];
  readonly viewport: Viewport;
}

const views = new WeakMap<Workspace, Views>();

function viewsOf(workspace: Workspace): Views {
  const found = views.get(workspace) ?? { active: null, places: new Map<DocumentId, Place>() };
  views.set(workspace, found);
  return found;
}

/** Makes a controller the one that commands act on. Answers the remover, which also remembers the place. */
export function registerView(controller: GraphController): () => void {
  const known = viewsOf(controller.workspace);
  known.active = controller;
  return () => {
    if (known.active === controller) known.active = null;
    if (controller.open() === undefined) known.places.delete(controller.documentId);
    else {
      const { path } = controller.view.getState();
      known.places.set(controller.documentId, { path, viewport: controller.viewport.getState().viewport });
    }
  };
}

/** The graph view on the page; null on other screens. */
export function activeView(workspace: Workspace): GraphController | null {
  return viewsOf(workspace).active;
}

/** Where a document was looked at last; null when it has not been shown yet. */
export function rememberedPlace(workspace: Workspace, id: DocumentId): Place | null {
  return viewsOf(workspace).places.get(id) ?? null;
}
