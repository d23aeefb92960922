import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { chosenFiles, transferredFiles, type FoundFile } from './upload/dropped-files';

export interface DropAreaProps {
  /** Shown over the page while files hang over it. */
  readonly hint: string;
  readonly onFiles: (files: readonly FoundFile[]) => void;
  readonly children: ReactNode;
}

/** Takes files and folders dropped anywhere inside, and pictures pasted while no field has the keyboard. The keyboard's way is the buttons. */
export function DropArea({ hint, onFiles, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  // Synchronises with the page's clipboard.
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent): void => {
      const isInField = event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]') !== null;
      const files = chosenFiles(event.clipboardData?.files ?? []);
      if (isInField || files.length === 0) return;
      event.preventDefault();
      take.current(files);
    };
    document.addEventListener('paste', handlePaste);
    return () => document.removeEventListener('paste', handlePaste);
  }, []);

  const handleDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const handleDragLeave = (event: DragEvent): void => {
    const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!isInside) setOver(false);
  };
  const handleDrop = (event: DragEvent): void => {
    setOver(false);
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    void transferredFiles(event.dataTransfer).then(onFiles, () => undefined);
  };
  return (
    <div className="relative h-full min-h-0" onDragOver={handleDragOver} onDragLeave={handleDragLeave} onDrop={handleDrop}>
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-panel border-2 border-dashed border-accent bg-surface/80">
          <p className="text-title font-semibold">{hint}</p>
        </div>
      )}
    </div>
  );
}
