import { useState, type DragEvent, type ReactNode } from 'react';
import { prepareFileWorker } from '@/graph/import/open-file-bytes';
import type { DocumentId } from '@/workspace/workspace';
import { t } from './texts';
import { openedId, useOpenWorkflow } from './use-open-workflow';

export interface WorkflowDropZoneProps {
  readonly children: ReactNode;
  /** Called with the last document that was opened. */
  readonly onOpened?: (id: DocumentId) => void;
}

/**
 * Opens files dropped anywhere inside. A part inside that takes a drop itself (an upload control) prevents the event's default, and the
 * drop is then left to it. The keyboard's way to the same is the button "Open workflow file".
 */
export function WorkflowDropZone({ children, onOpened }: WorkflowDropZoneProps) {
  const [isOver, setOver] = useState(false);
  const { openFiles } = useOpenWorkflow();

  const handleDragOver = (event: DragEvent): void => {
    const isOurs = hasFiles(event) && !event.defaultPrevented;
    setOver(isOurs);
    if (!isOurs) return;
    prepareFileWorker();
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  const handleDragLeave = (event: DragEvent): void => {
    const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!isInside) setOver(false);
  };
  const handleDrop = async (event: DragEvent): Promise<void> => {
    setOver(false);
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    const ids = (await openFiles([...event.dataTransfer.files])).map(openedId).filter((id) => id !== null);
    const last = ids.at(-1);
    if (last !== undefined) onOpened?.(last);
  };

  return (
    <div
      className="relative h-full min-h-0 min-w-0"
      onDragOver={handleDragOver}
      onDragLeave={handleDragLeave}
      onDrop={(event) => void handleDrop(event)}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-panel border-2 border-dashed border-accent bg-surface/80">
          <p className="text-title font-semibold">{t.dropHere}</p>
        </div>
      )}
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}
