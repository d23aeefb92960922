import clsx from 'clsx';
import { memo, useEffect, useRef, type RefObject } from 'react';
import { FieldControl } from '@/components/field-controls/field-control';
import { SeedModeSelect } from '@/components/field-controls/seed-mode-select';
import type { GraphNode } from '@/graph/document/model';
import { MARKDOWN_NOTE } from '@/graph/document/virtual-types';
import { findInnermostPlace, type ValuePlace } from '@/graph/document/promoted-values';
import { findGraph } from '@/graph/edit/edit-graph';
import { stringifyExactJson } from '@/lib/exact-json';
import { LABEL_HEIGHT, type ControlPlace } from '../canvas/geometry';
import type { GraphController } from '../controller';
import { useController, useView } from '../graph-context';
import { endGesture, writeValue } from '../node-actions';
import { texts as t } from '../texts';
import { MarkdownNote } from './markdown-note';
import type { ControlTarget } from '../view-store';

export interface ControlRowProps {
  readonly node: GraphNode;
  readonly place: ControlPlace;
  readonly isLinked: boolean;
  readonly problem: string | undefined;
}

/**
 * Controls of the shared room are drawn at the canvas's own row height, on touch screens too: the canvas is zoomed instead. A refusal is
 * worded at the node's foot; in the row itself it is a red edge and a description for screen readers.
 */
const FIT =
  '[&_:is(input,select,button)]:h-[22px]! [&_button:not([role])]:size-[22px]! [&_textarea]:min-h-0! [&_textarea]:py-0.5 [&_p]:sr-only text-secondary';

/** Texts and uploads take the whole row; a picture takes what is left of it. */
const FILL =
  'min-h-0 overflow-hidden *:h-full [&_:is(select,button)]:h-6! [&_button]:min-h-6! [&_textarea]:min-h-0! [&_img]:h-auto! [&_img]:min-h-0 [&_img]:flex-1';

/** One row of a node: the name of an input and the control for its value. */
export const ControlRow = memo(function ControlRow({ node, place, isLinked, problem }: ControlRowProps) {
  const { slot, y, height, hasLabelAbove } = place;
  const row = useRef<HTMLDivElement>(null);
  const label = labelOf(place);
  useOpenedControl(row, { nodeId: node.id, input: slot.name });
  return (
    <div
      ref={row}
      className={clsx('absolute inset-x-0 flex px-3', hasLabelAbove ? 'flex-col pb-1' : 'items-center gap-2')}
      style={{ top: y, height }}
      data-control={slot.name}
    >
      <span
        aria-hidden
        title={slot.spec?.tooltip}
        className={clsx('shrink-0 truncate text-secondary text-muted', !hasLabelAbove && 'w-[38%]')}
        style={hasLabelAbove ? { height: LABEL_HEIGHT } : undefined}
      >
        {label}
      </span>
      <div className={clsx('min-w-0 flex-1', hasLabelAbove ? FILL : FIT)}>
        <Control node={node} place={place} isLinked={isLinked} problem={problem} />
      </div>
    </div>
  );
});

/** Opens this row's control when that is asked for, e.g. by the problems list; a control without a list takes the keyboard. */
function useOpenedControl(row: RefObject<HTMLElement | null>, { nodeId, input }: ControlTarget): void {
  const controller = useController();
  const isWanted = useView(({ controlWanted }) => controlWanted?.nodeId === nodeId && controlWanted.input === input);
  // Synchronises with the browser's focus and its own lists; a frame later, when the node has taken the keyboard.
  useEffect(() => {
    if (!isWanted) return undefined;
    const frame = requestAnimationFrame(() => {
      controller.view.setState({ controlWanted: null });
      const control = row.current?.querySelector<HTMLElement>('select, [role=combobox], input, textarea');
      control?.focus({ preventScroll: true });
      if (control instanceof HTMLSelectElement) showList(control);
      else if (control?.getAttribute('role') === 'combobox') control.click();
    });
    return () => cancelAnimationFrame(frame);
  }, [controller, isWanted, row]);
}

/** The browser opens a list only on a person's doing, and not every browser can; the keyboard is on it anyway. */
function showList(select: HTMLSelectElement): void {
  try {
    select.showPicker();
  } catch {
    select.focus();
  }
}

function labelOf({ slot }: ControlPlace): string {
  if (slot.role === 'control') return t.controlModes;
  if (slot.role === 'filter') return t.controlFilterLabel;
  if (slot.role === 'extra') return t.unnamedValue({ position: slot.name });
  return slot.spec?.label ?? slot.name;
}

function Control({ node, place, isLinked, problem }: ControlRowProps) {
  const controller = useController();
  const { slot, owner } = place;
  const write = (value: Parameters<typeof writeValue>[2]['value']): void =>
    owner === null
      ? writeValue(controller, node, { slot, value })
      : writeValue(controller, owner.node, { slot, value, graphId: owner.graphId });
  const commit = (): void => endGesture(controller);

  if (slot.role === 'control') {
    return (
      <SeedModeSelect
        value={slot.value}
        isForList={place.isForList}
        onChange={(mode) => {
          write(mode);
          commit();
        }}
      />
    );
  }
  if (slot.role === 'filter') {
    return (
      <input
        type="text"
        aria-label={t.controlFilter}
        className="nodrag nopan nowheel w-full min-w-0 rounded-control border border-border-strong bg-sunken px-1.5 text-text"
        value={typeof slot.value === 'string' ? slot.value : ''}
        onChange={(event) => write(event.target.value)}
        onBlur={commit}
      />
    );
  }
  if (slot.spec === undefined) return <KeptValue place={place} />;
  const field = (
    <FieldControl
      spec={slot.spec}
      nodeClass={innermostClass(controller, {
        graphId: owner?.graphId ?? controller.graphId(),
        nodeId: (owner?.node ?? node).id,
        name: slot.name,
      })}
      value={slot.value}
      label={slot.name}
      isLinked={isLinked}
      problem={problem}
      onChange={write}
      onCommit={commit}
    />
  );
  return node.type === MARKDOWN_NOTE && typeof slot.value === 'string' ? <MarkdownNote text={slot.value}>{field}</MarkdownNote> : field;
}

/** The class whose input a promoted one is: what the server knows. */
function innermostClass(controller: GraphController, place: ValuePlace): string {
  const document = controller.open()?.document;
  if (document === undefined) return '';
  const { graphId, nodeId } = findInnermostPlace(document, controller.ownTypes(), place);
  return findGraph(document, graphId)?.nodes.get(nodeId)?.type ?? '';
}

/** A value nobody here can judge: shown, kept, sent as it is. */
function KeptValue({ place }: { readonly place: ControlPlace }) {
  const { slot } = place;
  const text = typeof slot.value === 'string' ? slot.value : stringifyExactJson(slot.value);
  return (
    <input
      type="text"
      readOnly
      aria-label={t.keptValue({ name: labelOf(place) })}
      className="nodrag nopan nowheel w-full min-w-0 rounded-control border border-border bg-sunken px-1.5 font-mono text-faint"
      value={text}
    />
  );
}
