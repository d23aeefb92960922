import { useMemo, useState } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { Panel } from '@/ui/panel';
import { useWorkspace } from '@/workspace/use-workspace';
import { activeView } from '../active-view';
import { texts as t } from '../texts';
import { viewCentre } from '../view-actions';
import { addFromPalette } from '../wire-actions';
import { paletteEntries, type PaletteEntry } from './palette-entries';
import { createSearchIndex } from './search-index';
import { toCategoryTree, type Category } from './category-tree';

const MAX_FOUND = 200;
const NO_USES: ReadonlyMap<string, number> = new Map();

/** Everything the server offers by category; a click puts it in the middle of the graph. */
export function NodeLibrary() {
  const workspace = useWorkspace();
  const { nodeTypes } = useNodeTypes();
  const [query, setQuery] = useState('');
  const entries = useMemo(() => paletteEntries(nodeTypes), [nodeTypes]);
  const index = useMemo(() => createSearchIndex(entries, NO_USES), [entries]);
  const tree = useMemo(() => toCategoryTree(entries), [entries]);
  const add = (entry: PaletteEntry): void => {
    const controller = activeView(workspace);
    if (controller !== null) addFromPalette(controller, entry, { point: viewCentre(controller), from: null });
  };
  const isFiltering = query.trim() !== '';
  const found = isFiltering ? index.search({ query, limit: MAX_FOUND }) : [];
  return (
    <Panel
      title={t.nodeLibrary}
      actions={<span className="text-secondary text-faint tabular-nums">{t.libraryCount({ count: entries.length })}</span>}
    >
      <div className="flex flex-col gap-2 p-3">
        <input
          type="search"
          aria-label={t.filterLibrary}
          placeholder={t.filterLibrary}
          className="h-8 rounded-control border border-border-strong bg-sunken px-2"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {isFiltering ? (
          <>
            {found.length === 0 && <p className="text-muted">{t.noMatches}</p>}
            <EntryList entries={found} onAdd={add} />
          </>
        ) : (
          tree.children.map((category) => <CategoryBranch key={category.name} category={category} onAdd={add} />)
        )}
      </div>
    </Panel>
  );
}

function CategoryBranch({ category, onAdd }: { readonly category: Category; readonly onAdd: (entry: PaletteEntry) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-7 cursor-default rounded-control px-1 text-muted hover:text-text">
        {category.name} <span className="text-secondary text-faint tabular-nums">{category.count}</span>
      </summary>
      {isOpen && (
        <div className="border-l border-border pl-3">
          {category.children.map((child) => (
            <CategoryBranch key={child.name} category={child} onAdd={onAdd} />
          ))}
          <EntryList entries={category.entries} onAdd={onAdd} />
        </div>
      )}
    </details>
  );
}

function EntryList({ entries, onAdd }: { readonly entries: readonly PaletteEntry[]; readonly onAdd: (entry: PaletteEntry) => void }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.name}>
          <button
            type="button"
            title={entry.description === '' ? entry.name : entry.description}
            className="min-h-7 w-full truncate rounded-control px-2 text-left hover:bg-raised pointer-coarse:min-h-11"
            onClick={() => onAdd(entry)}
          >
            {entry.displayName}
          </button>
        </li>
      ))}
    </ul>
  );
}
