import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { refusalOfBinding, toBinding, wordBinding } from '@/components/commands/shortcuts';
import { t } from './shortcut-texts';

export interface KeyCaptureProps {
  /** Of the command. */
  readonly title: string;
  readonly onTake: (binding: string) => void;
  readonly onCancel: () => void;
}

const REFUSALS = { navigation: t.refusedNavigation, page: t.refusedPage, browser: t.refusedBrowser } as const;

/** Waits for the keys a command shall have; Escape and leaving keep the old ones. Keys that cannot be given are refused in words. */
export function KeyCapture({ title, onTake, onCancel }: KeyCaptureProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLButtonElement>(null);
  // Synchronises with the browser's focus: the button that was pressed is gone.
  useEffect(() => field.current?.focus(), []);
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const binding = toBinding(event);
    if (binding === null) return;
    const reason = refusalOfBinding(binding);
    if (reason === null) onTake(binding);
    else setRefusal(`${wordBinding(binding)}: ${REFUSALS[reason]}`);
  };
  return (
    <span className="flex flex-col gap-1">
      <button
        ref={field}
        type="button"
        aria-label={t.capturing({ title })}
        className="min-h-(--control) rounded-control border border-accent bg-sunken px-2 text-left text-accent"
        onKeyDown={handleKey}
        onBlur={onCancel}
      >
        {t.pressKeys}
      </button>
      {refusal !== null && (
        <span role="alert" className="text-secondary text-danger">
          {refusal}
        </span>
      )}
    </span>
  );
}
