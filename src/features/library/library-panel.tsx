import { useMemo, useState } from 'react';
import { toCategoryTree } from '@/components/node-library/category-tree';
import { EntryDetails } from '@/components/node-library/entry-details';
import { nodeEntries, type NodeEntry } from '@/components/node-library/node-entries';
import { toggleFavoriteNode, useNodeUses } from '@/components/node-library/node-habits';
import { nodeIndexOf } from '@/components/node-library/node-index';
import { t as nodeTexts } from '@/components/node-library/texts';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useToast } from '@/ui/toast';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { LibraryTree } from './library-tree';
import { t } from './texts';
import { toEntryRows, toTreeRows, type Shelf } from './tree-rows';

const RECENT_SHOWN = 12;
const FAVORITES = 'favorites';
const RECENT = 'recent';

export interface LibraryPanelProps {
  /** Puts a node of this class into the graph; false when there is none to put it in. */
  readonly onAdd: (className: string) => boolean;
}

/** Everything the server offers, by category, with favourites, what was added lately, and search. */
export function LibraryPanel({ onAdd }: LibraryPanelProps) {
  const { nodeTypes, status, error, refetch } = useNodeTypes();
  if (status === 'loading') return <LoadingPanel />;
  if (status === 'failed') {
    return (
      <Panel title={t.title}>
        <ErrorState title={t.failed} {...(error === null ? {} : { detail: error.message })} onRetry={refetch} />
      </Panel>
    );
  }
  return <ReadyPanel nodeTypes={nodeTypes} onAdd={onAdd} />;
}

function LoadingPanel() {
  return (
    <Panel title={t.title}>
      <div className="flex flex-col gap-2 p-3" aria-busy>
        <Skeleton className="h-8" />
        {Array.from({ length: 9 }, (_, index) => (
          <Skeleton key={index} className="h-6" />
        ))}
      </div>
    </Panel>
  );
}

function ReadyPanel({ nodeTypes, onAdd }: LibraryPanelProps & { readonly nodeTypes: NodeTypes }) {
  const workspace = useWorkspace();
  const announce = useToast();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<NodeEntry | null>(null);
  const { rows, isSearching, setOpen } = useLibraryRows(nodeTypes, query);
  const favorites = usePreference('favoriteNodes');
  const entries = nodeEntries(nodeTypes);

  const add = (entry: NodeEntry): void => {
    if (!onAdd(entry.name)) announce(t.noGraph);
  };
  return (
    <Panel
      title={t.title}
      actions={<span className="text-secondary text-faint tabular-nums">{nodeTexts.count({ count: entries.length })}</span>}
      className="[&>div:last-child]:overflow-hidden"
    >
      <div className="flex h-full min-h-0 flex-col">
        <div className="flex flex-col gap-1 p-3 pb-2">
          <input
            type="search"
            aria-label={t.filter}
            placeholder={t.filter}
            title={nodeTexts.filterHint}
            className="h-8 rounded-control border border-border-strong bg-sunken px-2 pointer-coarse:h-11"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <p role="status" className="text-secondary text-faint">
            {isSearching ? (rows.length === 0 ? nodeTexts.noMatches : t.found({ count: rows.length })) : nodeTexts.filterHint}
          </p>
        </div>
        {entries.length === 0 ? (
          <EmptyState title={t.empty} />
        ) : (
          <LibraryTree
            key={isSearching ? 'found' : 'tree'}
            rows={rows}
            favorites={favorites}
            onAdd={add}
            onToggleOpen={setOpen}
            onToggleFavorite={(entry) => toggleFavoriteNode(workspace, entry.name)}
            onShow={setShown}
          />
        )}
        {shown !== null && <EntryDetails entry={shown} className="max-h-[45%] shrink-0 border-t border-border p-3" />}
      </div>
    </Panel>
  );
}

/** Open branches are forgotten with the panel; the shelves begin open. */
function useLibraryRows(nodeTypes: NodeTypes, query: string) {
  const [open, setOpenKeys] = useState<ReadonlySet<string>>(new Set([FAVORITES, RECENT]));
  const favorites = usePreference('favoriteNodes');
  const nodeUses = usePreference('nodeUses');
  const uses = useNodeUses();
  const entries = nodeEntries(nodeTypes);
  const tree = useMemo(() => toCategoryTree(entries), [entries]);
  const byName = useMemo(() => new Map(entries.map((entry) => [entry.name, entry])), [entries]);
  const isSearching = query.trim() !== '';
  const rows = useMemo(() => {
    if (isSearching) return toEntryRows(nodeIndexOf(nodeTypes).search({ query, uses }), 'found', 1);
    const known = (names: readonly string[]): readonly NodeEntry[] => names.flatMap((name) => byName.get(name) ?? []);
    const shelves: readonly Shelf[] = [
      { key: FAVORITES, title: t.favorites, entries: known(favorites) },
      { key: RECENT, title: t.recent, entries: known(nodeUses.map(({ name }) => name)).slice(0, RECENT_SHOWN) },
    ];
    return toTreeRows(shelves, tree, open);
  }, [isSearching, nodeTypes, query, uses, byName, favorites, nodeUses, tree, open]);
  const setOpen = (key: string, isOpen: boolean): void =>
    setOpenKeys((before) => {
      const next = new Set(before);
      if (isOpen) next.add(key);
      else next.delete(key);
      return next;
    });
  return { rows, isSearching, setOpen };
}
