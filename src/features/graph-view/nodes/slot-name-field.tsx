import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { NodeId } from '@/protocol/ids';
import { SOCKET_ROW_HEIGHT, type SocketPlace } from '../canvas/geometry';
import { useController } from '../graph-context';
import { labelSlot } from '../wire-actions';
import { texts as t } from '../texts';

export interface SlotNameFieldProps {
  readonly nodeId: NodeId;
  readonly place: SocketPlace;
}

/** Stands where an input or output of a definition is being renamed. */
export function SlotNameField({ nodeId, place }: SlotNameFieldProps) {
  const controller = useController();
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  // Synchronises with the browser's focus: renaming begins with the whole name selected.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (label: string | null): void => {
    if (isOver.current) return;
    isOver.current = true;
    controller.view.setState({ renamingSlot: null, focusedNode: nodeId, focusWanted: nodeId });
    if (label !== null) labelSlot(controller, { nodeId, index: place.index }, label);
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === 'Enter') end(event.currentTarget.value);
    else if (event.key === 'Escape') end(null);
  };
  return (
    <input
      ref={field}
      type="text"
      aria-label={t.slotName({ name: place.label })}
      defaultValue={place.label}
      className="nodrag nopan absolute inset-x-2 rounded-control border border-accent bg-sunken px-1 text-secondary"
      style={{ top: place.y - SOCKET_ROW_HEIGHT / 2, height: SOCKET_ROW_HEIGHT }}
      onKeyDown={handleKey}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  );
}
