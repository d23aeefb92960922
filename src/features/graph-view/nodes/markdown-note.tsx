import { Pencil } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { IconButton } from '@/ui/button';
import { texts as t } from '../texts';

const MarkdownText = lazy(async () => ({ default: (await import('./markdown-text')).MarkdownText }));

export interface MarkdownNoteProps {
  readonly text: string;
  /** The field the text is written in. */
  readonly children: ReactNode;
}

/** A note as it is meant to be read; a double click or its button turns it into the text behind, leaving that turns it back. */
export function MarkdownNote({ text, children }: MarkdownNoteProps) {
  const [isEditing, setEditing] = useState(false);
  const editor = useRef<HTMLDivElement>(null);
  // Synchronises with the browser's focus: who asks for the text wants to write.
  useEffect(() => {
    if (isEditing) editor.current?.querySelector('textarea')?.focus({ preventScroll: true });
  }, [isEditing]);
  if (isEditing) {
    const handleBlur = (event: FocusEvent<HTMLDivElement>): void => {
      const { currentTarget, target, relatedTarget } = event;
      // The text editor over the page belongs to the field; its events arrive here though it lies elsewhere.
      const isOwn =
        relatedTarget instanceof Element && (currentTarget.contains(relatedTarget) || relatedTarget.closest('[role=dialog]') !== null);
      if (currentTarget.contains(target) && !isOwn) setEditing(false);
    };
    return (
      <div ref={editor} className="h-full *:h-full" onBlur={handleBlur}>
        {children}
      </div>
    );
  }
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      {/* The pointer's short way to what the button beside it does. */}
      <div
        data-note-text
        className="nowheel min-h-0 flex-1 overflow-auto pr-6 select-text"
        onDoubleClick={(event) => {
          event.stopPropagation();
          setEditing(true);
        }}
      >
        {text.trim() === '' ? (
          <p className="text-faint">{t.noteEmpty}</p>
        ) : (
          <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
            <MarkdownText text={text} />
          </Suspense>
        )}
      </div>
      <IconButton label={t.editNote} className="nodrag nopan absolute! top-0 right-0 size-6! bg-surface" onClick={() => setEditing(true)}>
        <Pencil size={14} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
