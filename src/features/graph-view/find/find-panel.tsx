import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { IconButton } from '@/ui/button';
import type { OpenDocument } from '@/workspace/workspace';
import { useController, useView } from '../graph-context';
import { PickList } from '@/ui/pick-list';
import { texts as t } from '../texts';
import { showNode } from '../view-actions';
import { findNodes, type FoundNode } from './find-nodes';

/** Looks for a node in all graphs of the document. Beside the canvas, not over it: the arrow keys show each find where it is. */
export function FindPanel({ open }: { readonly open: OpenDocument }) {
  const controller = useController();
  const query = useView((state) => state.findQuery);
  const panel = useRef<HTMLDivElement>(null);
  const nodeTypes = controller.ownTypes();
  const found = useMemo(() => findNodes(open.document, nodeTypes, query), [open.document, nodeTypes, query]);
  // Synchronises with the browser's selection: what was looked for last is replaced by typing.
  useEffect(() => panel.current?.querySelector('input')?.select(), []);

  const close = (): void => controller.view.setState({ isFinding: false });
  const jump = ({ executionId }: FoundNode): void => {
    close();
    showNode(controller, executionId);
  };
  /** Shows without taking the keyboard from the field. */
  const peek = ({ executionId }: FoundNode): void => {
    showNode(controller, executionId);
    controller.view.setState({ focusWanted: null });
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- Escape closes it from wherever inside
    <div
      ref={panel}
      role="dialog"
      aria-label={t.findNode}
      className="nowheel absolute top-3 right-3 z-20 flex max-h-[min(24rem,calc(100%-1.5rem))] w-80 max-w-[calc(100%-1.5rem)] flex-col gap-2 rounded-panel border border-border bg-surface p-3 shadow-float select-text"
      onKeyDown={handleKey}
    >
      <div className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{t.findNode}</h2>
        <p role="status" className="text-secondary text-faint tabular-nums">
          {query.trim() === '' ? '' : t.foundCount({ count: found.length })}
        </p>
        <IconButton label={t.closeFind} onClick={close}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <PickList
        fieldLabel={t.findField}
        listLabel={t.foundNodes}
        query={query}
        onQuery={(findQuery) => controller.view.setState({ findQuery })}
        items={found}
        keyOf={(node) => node.executionId}
        nameOf={(node) => [t.nodeName({ title: node.title, id: node.executionId }), wordHit(node)].filter(Boolean).join(', ')}
        render={(node) => <FoundRow node={node} />}
        rowHeight={44}
        hint={t.findHint}
        empty={query.trim() === '' ? '' : t.noFinds}
        onPick={jump}
        onHighlight={(node, by) => by === 'keys' && node !== undefined && peek(node)}
      />
    </div>
  );
}

function FoundRow({ node }: { readonly node: FoundNode }) {
  const place = node.inside.join(' › ');
  return (
    <>
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate">{node.title}</span>
        <span className="shrink-0 font-mono text-secondary text-faint">#{node.executionId}</span>
      </span>
      <span className="truncate text-secondary text-faint">{[wordHit(node), place].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function wordHit({ hit }: FoundNode): string {
  if (hit === null) return '';
  return hit.kind === 'type' ? hit.type : t.foundValue({ name: hit.name, text: hit.text });
}
