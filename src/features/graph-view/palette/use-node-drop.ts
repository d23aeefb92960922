import type { DragEvent } from 'react';
import { droppedNode, isNodeDrag } from '@/components/node-library/node-drag';
import type { GraphController } from '../controller';
import { pointerPoint } from '../wires/wire-drag';
import { addByName } from './add-to-view';

export interface NodeDrop {
  readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLElement>) => void;
}

/** Handlers of the canvas for node types dragged from the library. */
export function useNodeDrop(controller: GraphController): NodeDrop {
  return {
    onDragOver: (event) => {
      if (!isNodeDrag(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop: (event) => {
      const name = droppedNode(event.dataTransfer);
      if (name === null) return;
      event.preventDefault();
      addByName(
        controller,
        name,
        pointerPoint(controller, { x: event.clientX, y: event.clientY }, event.currentTarget.getBoundingClientRect()),
      );
    },
  };
}
