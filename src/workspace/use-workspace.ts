import { use } from 'react';
import { useStore } from 'zustand';
import { invariant } from '@/lib/errors';
import type { DocumentsState, OpenDocument, Preferences, Workspace } from './workspace';
import { WorkspaceContext } from './workspace-provider';

/** The workspace of the page. Only below a `WorkspaceProvider`. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  invariant(workspace !== null, 'useWorkspace outside WorkspaceProvider');
  return workspace;
}

/** A part of the open documents; renders again only when that part changes (compared by reference). */
export function useDocuments<T>(selector: (state: DocumentsState) => T): T {
  return useStore(useWorkspace().documents, selector);
}

/** The document in front; `null` when none is open. */
export function useActiveDocument(): OpenDocument | null {
  return useDocuments((state) => (state.activeId === null ? null : (state.documents[state.activeId] ?? null)));
}

/** One preference. Change it with `useWorkspace().setPreferences`. */
export function usePreference<K extends keyof Preferences>(key: K): Preferences[K] {
  return useStore(useWorkspace().preferences, (preferences) => preferences[key]);
}
