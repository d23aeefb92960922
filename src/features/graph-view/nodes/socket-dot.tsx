import clsx from 'clsx';
import { memo, useId, type KeyboardEvent, type MouseEvent } from 'react';
import type { NodeId } from '@/protocol/ids';
import { boundarySideOf } from '../canvas/boundary-nodes';
import { SOCKET_ROW_HEIGHT, type SocketPlace } from '../canvas/geometry';
import { socketKey, type SocketRef } from '../canvas/scene';
import { useController, useView } from '../graph-context';
import { texts as t } from '../texts';
import { describeSocket } from './describe';
import { pendingMark, type PendingMark } from '../wires/pending-fit';
import { socketCss } from '@/components/sockets/socket-color';
import { useWireDrag } from '../wires/use-wire-drag';
import { disconnectSocket, toRef } from '../wire-actions';

export interface SocketDotProps {
  readonly nodeId: NodeId;
  readonly side: SocketRef['side'];
  readonly place: SocketPlace;
  readonly title: string;
  /** Whether its name is written beside it (collapsed nodes and controls have no room or need). */
  readonly hasLabel: boolean;
  /** Its name has the whole row. */
  readonly isWide?: boolean;
  readonly hasProblem: boolean;
}

const MARKS: Readonly<Record<PendingMark, string>> = {
  idle: '',
  source: 'scale-125',
  fits: 'scale-125 ring-2 ring-accent',
  over: 'scale-150 ring-4 ring-accent',
  refused: 'opacity-25',
};

/**
 * One socket: a button with a dot in the colour of its type. Drag from it to draw a wire; click or Enter lists what it can be wired to;
 * Delete takes its wires away. Hollow = optional input, square = list output.
 */
export const SocketDot = memo(function SocketDot({ nodeId, side, place, title, hasLabel, isWide = false, hasProblem }: SocketDotProps) {
  const controller = useController();
  const ref = toRef(nodeId, side, place);
  const mark = useView((state) => pendingMark(controller, state.pending, ref));
  const isReachable = useView((state) => state.activeNode === nodeId);
  const descriptionId = useId();
  const handlePointerDown = useWireDrag(ref);
  const isInput = side === 'input';
  const isBoundary = boundarySideOf(nodeId) !== null && place.isNew !== true;

  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'F2' && isBoundary) controller.view.setState({ renamingSlot: { nodeId, index: place.index } });
    else if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'F2') disconnectSocket(controller, ref);
  };
  const handleClick = (event: MouseEvent): void => {
    event.stopPropagation();
    controller.view.setState({ partnersOf: ref });
  };
  const name = (isInput ? t.inputName : t.outputName)({ name: place.label, title });
  const light = (isOn: boolean) => () => {
    if (controller.view.getState().pending === null) controller.view.setState({ hoveredSocket: isOn ? ref : null });
  };

  return (
    <button
      type="button"
      aria-label={name}
      aria-describedby={isReachable ? descriptionId : undefined}
      title={place.tooltip === undefined ? t.socketHint({ name: place.label, type: place.type }) : `${place.type} · ${place.tooltip}`}
      data-socket={side}
      data-socket-key={socketKey(ref)}
      data-socket-type={place.type}
      tabIndex={isReachable ? 0 : -1}
      className={clsx(
        'nodrag nopan absolute z-1 flex touch-none items-center gap-1.5 rounded-control text-secondary text-muted hover:text-text',
        isInput ? '-left-2.5 pl-1' : '-right-2.5 flex-row-reverse pr-1',
        hasLabel ? (isWide ? 'max-w-[calc(100%+10px)]' : 'max-w-1/2') : 'w-5',
        hasProblem && 'text-danger',
      )}
      style={{ top: place.y - SOCKET_ROW_HEIGHT / 2, height: SOCKET_ROW_HEIGHT }}
      onPointerDown={handlePointerDown}
      onClick={handleClick}
      onKeyDown={handleKey}
      onPointerEnter={light(true)}
      onPointerLeave={light(false)}
      onFocus={light(true)}
      onBlur={light(false)}
    >
      {isReachable && (
        <span id={descriptionId} hidden>
          {describeSocket(controller, side, place)}
        </span>
      )}
      <span
        className={clsx(
          'size-3 shrink-0 border-2 outline-1 outline-border-strong transition-transform duration-quick',
          place.isList ? 'rounded-none' : 'rounded-full',
          MARKS[mark],
        )}
        style={dotStyle(place)}
      />
      {hasLabel && place.label !== '' && <span className="truncate leading-4">{place.label}</span>}
    </button>
  );
});

/** Hollow while optional and unused; filled as soon as a wire is in it. */
function dotStyle(place: SocketPlace) {
  const color = socketCss(place.type);
  const isHollow = place.isOptional && place.links.length === 0;
  return { borderColor: color, backgroundColor: isHollow ? 'var(--surface)' : color };
}
