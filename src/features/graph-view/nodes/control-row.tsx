import clsx from 'clsx';
import { memo } from 'react';
import { FieldControl } from '@/components/field-controls/field-control';
import { SeedModeSelect } from '@/components/field-controls/seed-mode-select';
import type { GraphNode } from '@/graph/document/model';
import { stringifyExactJson } from '@/lib/exact-json';
import { LABEL_HEIGHT, type ControlPlace } from '../canvas/geometry';
import { useController } from '../graph-context';
import { endGesture, writeValue } from '../node-actions';
import { texts as t } from '../texts';

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
const FILL = 'min-h-0 overflow-hidden *:h-full [&_textarea]:min-h-0! [&_img]:h-auto! [&_img]:min-h-0 [&_img]:flex-1';

/** One row of a node: the name of an input and the control for its value. */
export const ControlRow = memo(function ControlRow({ node, place, isLinked, problem }: ControlRowProps) {
  const { slot, y, height, hasLabelAbove } = place;
  const label = labelOf(place);
  return (
    <div
      className={clsx('absolute inset-x-0 flex gap-2 px-3', hasLabelAbove ? 'flex-col gap-0 pb-1' : 'items-center')}
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

function labelOf({ slot }: ControlPlace): string {
  if (slot.role === 'control') return t.controlModes;
  if (slot.role === 'filter') return t.controlFilterLabel;
  if (slot.role === 'extra') return t.unnamedValue({ position: slot.name });
  return slot.spec?.label ?? slot.name;
}

function Control({ node, place, isLinked, problem }: ControlRowProps) {
  const controller = useController();
  const { slot } = place;
  const write = (value: Parameters<typeof writeValue>[2]['value']): void => writeValue(controller, node, { slot, value });
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
  return (
    <FieldControl
      spec={slot.spec}
      nodeClass={node.type}
      value={slot.value}
      label={slot.name}
      isLinked={isLinked}
      problem={problem}
      onChange={write}
      onCommit={commit}
    />
  );
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
