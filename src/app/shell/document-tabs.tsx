import clsx from 'clsx';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { truncateMiddle } from '@/lib/format';
import { IconButton } from '@/ui/button';
import type { DocumentId } from '@/workspace/workspace';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import { useCommandRegistry } from '../commands/command-registry';
import { t } from '../texts';
import { useShowGraph } from './use-show-graph';

/** The open workflows as tabs; a dot marks unsaved changes, a middle click closes. */
export function DocumentTabs() {
  const order = useDocuments((state) => state.order);
  const { commands, context } = useCommandRegistry();
  const workspace = useWorkspace();
  const bar = useRef<HTMLDivElement>(null);
  const closedAt = useRef<number | null>(null);
  // Synchronises the browser's focus with a tab that went away under it: the keyboard goes on with its neighbour.
  useEffect(() => {
    const { current: at } = closedAt;
    if (at === null) return;
    closedAt.current = null;
    const tabs = bar.current?.querySelectorAll<HTMLElement>('[data-tab]') ?? [];
    (tabs[Math.min(at, tabs.length - 1)] ?? bar.current?.querySelector('button'))?.focus();
  }, [order]);
  const handleClose = (id: DocumentId): void => {
    closedAt.current = order.indexOf(id);
    workspace.close(id);
  };
  return (
    <div ref={bar} className="flex min-w-0 flex-1 items-center gap-1">
      <ul aria-label={t.documents} className="flex min-w-0 items-center gap-1 overflow-x-auto">
        {order.map((id) => (
          <DocumentTab key={id} id={id} onClose={() => handleClose(id)} />
        ))}
      </ul>
      <IconButton label={t.newWorkflow} onClick={() => void commands.find(({ id }) => id === 'document.new')?.run(context)}>
        <Plus size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

function DocumentTab({ id, onClose }: { readonly id: DocumentId; readonly onClose: () => void }) {
  const name = useDocuments((state) => state.documents[id]?.name ?? '');
  const isUnsaved = useDocuments((state) => state.documents[id]?.document !== state.documents[id]?.saved);
  const isActive = useDocuments((state) => state.activeId === id);
  const workspace = useWorkspace();
  const showGraph = useShowGraph();
  return (
    <li
      className={clsx('flex items-center rounded-control border', isActive ? 'border-border-strong bg-raised' : 'border-transparent')}
      onAuxClick={(event) => event.button === 1 && workspace.close(id)}
    >
      <button
        type="button"
        data-tab
        aria-current={isActive ? 'true' : undefined}
        title={name}
        className="flex min-h-7 items-center gap-1.5 rounded-control pl-2.5 whitespace-nowrap hover:text-text pointer-coarse:min-h-11"
        onClick={() => {
          workspace.activate(id);
          showGraph();
        }}
      >
        {truncateMiddle(name, 28)}
        {isUnsaved && <span role="img" aria-label={t.unsaved} title={t.unsaved} className="size-1.5 rounded-full bg-accent" />}
      </button>
      <IconButton label={t.closeDocument({ name })} className="size-6" onClick={onClose}>
        <X size={14} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </li>
  );
}
