import { useMemo } from 'react';
import { MAX_NODE_USES } from '@/config/limits';
import { usePreference } from '@/workspace/use-workspace';
import type { Workspace } from '@/workspace/workspace';

/** Remembers in this browser that a type was added: it moves to the front of the recent ones. */
export function noteNodeUse(workspace: Workspace, name: string): void {
  const { nodeUses } = workspace.preferences.getState();
  const count = (nodeUses.find((use) => use.name === name)?.count ?? 0) + 1;
  workspace.setPreferences({ nodeUses: [{ name, count }, ...nodeUses.filter((use) => use.name !== name)].slice(0, MAX_NODE_USES) });
}

/** Marks a type as favourite, or takes the mark away. */
export function toggleFavoriteNode(workspace: Workspace, name: string): void {
  const { favoriteNodes } = workspace.preferences.getState();
  const isFavorite = favoriteNodes.includes(name);
  workspace.setPreferences({ favoriteNodes: isFavorite ? favoriteNodes.filter((other) => other !== name) : [...favoriteNodes, name] });
}

/** How often each type was added in this browser, by class name. */
export function useNodeUses(): ReadonlyMap<string, number> {
  const nodeUses = usePreference('nodeUses');
  return useMemo(() => new Map(nodeUses.map(({ name, count }) => [name, count])), [nodeUses]);
}
