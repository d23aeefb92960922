import { useMemo, useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { findSocket } from '../canvas/scene';
import { useController } from '../graph-context';
import { PickList } from '../pick-list';
import { texts as t } from '../texts';
import type { SearchTarget } from '../view-store';
import { addFromPalette } from '../wire-actions';
import { socketCss } from '../wires/socket-color';
import { countUses, paletteEntries, type PaletteEntry } from './palette-entries';
import { createSearchIndex } from './search-index';

const MAX_RESULTS = 60;

export interface NodeSearchDialogProps {
  readonly target: SearchTarget;
  readonly onClose: () => void;
}

/** Finds a node type by name, class, category or alias and adds it; opened from a dragged wire it offers only what fits. */
export function NodeSearchDialog({ target, onClose }: NodeSearchDialogProps) {
  const controller = useController();
  const [query, setQuery] = useState('');
  const [highlighted, setHighlighted] = useState<PaletteEntry | undefined>(undefined);
  const nodeTypes = controller.nodeTypes();
  const graph = controller.graph();
  const index = useMemo(
    () => createSearchIndex(paletteEntries(nodeTypes), graph === undefined ? new Map() : countUses(graph)),
    [nodeTypes, graph],
  );
  const { from } = target;
  const type = from === null ? undefined : findSocket(controller.scene(), from)?.type;
  const wanted = from === null || type === undefined ? undefined : { side: from.side, type };
  const items = index.search({ query, wanted, limit: MAX_RESULTS });
  const shown = highlighted !== undefined && items.includes(highlighted) ? highlighted : items[0];

  const pick = (entry: PaletteEntry): void => {
    onClose();
    addFromPalette(controller, entry, target);
  };
  return (
    <Dialog title={t.addNode} isOpen onClose={onClose} className="h-[32rem] w-[46rem]">
      <div className="flex h-full min-h-0 gap-4">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
          {type !== undefined && <p className="text-secondary text-muted">{t.fitsOnly({ type })}</p>}
          <PickList
            fieldLabel={t.searchNodes}
            listLabel={t.searchResults}
            query={query}
            onQuery={(text) => {
              setHighlighted(undefined);
              setQuery(text);
            }}
            items={items}
            keyOf={(entry) => entry.name}
            nameOf={(entry) => entry.displayName}
            render={(entry) => <EntryRow entry={entry} />}
            empty={type === undefined ? t.noMatches : t.noFits}
            onPick={pick}
            onHighlight={setHighlighted}
          />
        </div>
        {shown !== undefined && <EntryDetails entry={shown} />}
      </div>
    </Dialog>
  );
}

function EntryRow({ entry }: { readonly entry: PaletteEntry }) {
  return (
    <span className="flex items-baseline gap-2">
      <span className="truncate">{entry.displayName}</span>
      <span className="ml-auto truncate text-secondary text-faint">{entry.category}</span>
    </span>
  );
}

/** What the highlighted type takes and gives, and what the server says about it. */
function EntryDetails({ entry }: { readonly entry: PaletteEntry }) {
  return (
    <aside className="hidden w-56 shrink-0 flex-col gap-3 overflow-auto border-l border-border pl-4 sm:flex" aria-label={entry.displayName}>
      <div>
        <p className="font-semibold break-words">{entry.displayName}</p>
        {entry.name !== entry.displayName && <p className="font-mono text-secondary break-all text-faint">{entry.name}</p>}
      </div>
      {entry.description !== '' && <p className="text-secondary break-words text-muted">{entry.description}</p>}
      <TypeList title={t.entryInputs} types={entry.inputTypes} />
      <TypeList title={t.entryOutputs} types={entry.outputTypes} />
    </aside>
  );
}

function TypeList({ title, types }: { readonly title: string; readonly types: readonly string[] }) {
  if (types.length === 0) return null;
  return (
    <div>
      <p className="text-secondary text-faint">{title}</p>
      <ul>
        {types.map((type, index) => (
          <li key={index} className="flex items-center gap-2 text-secondary">
            <span
              aria-hidden
              className="size-2.5 shrink-0 rounded-full outline-1 outline-border-strong"
              style={{ backgroundColor: socketCss(type) }}
            />
            <span className="truncate">{type}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
