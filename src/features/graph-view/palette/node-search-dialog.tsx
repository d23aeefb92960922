import { Star } from 'lucide-react';
import { useMemo, useState } from 'react';
import { EntryDetails } from '@/components/node-library/entry-details';
import type { NodeEntry } from '@/components/node-library/node-entries';
import { useNodeUses } from '@/components/node-library/node-habits';
import { nodeIndexOf } from '@/components/node-library/node-index';
import { t as libraryTexts } from '@/components/node-library/texts';
import type { Graph } from '@/graph/document/model';
import { Dialog } from '@/ui/dialog';
import { usePreference } from '@/workspace/use-workspace';
import { findSocket } from '../canvas/scene';
import { useController } from '../graph-context';
import { PickList } from '@/ui/pick-list';
import { texts as t } from '../texts';
import type { SearchTarget } from '../view-store';
import { addFromPalette } from '../wire-actions';

export interface NodeSearchDialogProps {
  readonly target: SearchTarget;
  readonly onClose: () => void;
}

/** Finds a node type by name, class, category, pack, alias or socket types and adds it; opened from a dragged wire it offers only what fits. */
export function NodeSearchDialog({ target, onClose }: NodeSearchDialogProps) {
  const controller = useController();
  const [query, setQuery] = useState('');
  const [highlighted, setHighlighted] = useState<NodeEntry | undefined>(undefined);
  const favorites = usePreference('favoriteNodes');
  const added = useNodeUses();
  const nodeTypes = controller.nodeTypes();
  const graph = controller.graph();
  const uses = useMemo(() => countUses(graph, added), [graph, added]);
  const { from } = target;
  const type = from === null ? undefined : findSocket(controller.scene(), from)?.type;
  const items = useMemo(() => {
    const wanted = from === null || type === undefined ? undefined : { side: from.side, type };
    return nodeIndexOf(nodeTypes).search({ query, wanted, uses });
  }, [nodeTypes, query, uses, from, type]);
  const shown = highlighted !== undefined && items.includes(highlighted) ? highlighted : items[0];

  const pick = (entry: NodeEntry): void => {
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
            render={(entry) => <EntryRow entry={entry} isFavorite={favorites.includes(entry.name)} />}
            hint={libraryTexts.filterHint}
            empty={type === undefined ? libraryTexts.noMatches : t.noFits}
            onPick={pick}
            onHighlight={(entry) => setHighlighted(entry)}
          />
        </div>
        {shown !== undefined && <EntryDetails entry={shown} className="w-60 shrink-0 border-l border-border pl-4 max-sm:hidden" />}
      </div>
    </Dialog>
  );
}

function EntryRow({ entry, isFavorite }: { readonly entry: NodeEntry; readonly isFavorite: boolean }) {
  return (
    <span className="flex items-baseline gap-2">
      <span className="truncate">{entry.displayName}</span>
      {isFavorite && <Star size={12} strokeWidth={1.75} aria-hidden className="shrink-0 self-center fill-current text-warning" />}
      {entry.isDeprecated && <span className="shrink-0 text-secondary text-warning">{libraryTexts.deprecated}</span>}
      <span className="ml-auto truncate text-secondary text-faint">{entry.category}</span>
    </span>
  );
}

/** Personal use, and what stands in this graph already: it is likely wanted again. */
function countUses(graph: Graph | undefined, added: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const uses = new Map(added);
  for (const node of graph?.nodes.values() ?? []) uses.set(node.type, (uses.get(node.type) ?? 0) + 1);
  return uses;
}
