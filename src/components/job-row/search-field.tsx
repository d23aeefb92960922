import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { TimerHandle } from '@/lib/clock';
import { useSession } from '@/session/session-provider';

export interface SearchFieldProps {
  /** Its accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Called when the typing pauses. */
  readonly onChange: (value: string) => void;
}

const PAUSE_MS = 200;

/**
 * A search field whose value lives in the address: what is typed stays here until it pauses, and a value that comes from elsewhere
 * (back, a link) replaces it.
 */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const { clock } = useSession();
  const [draft, setDraft] = useState(value);
  const [sent, setSent] = useState(value);
  const [shown, setShown] = useState(value);
  const timer = useRef<TimerHandle | null>(null);
  if (value !== shown) {
    setShown(value);
    if (value !== sent) {
      setDraft(value);
      setSent(value);
    }
  }
  // Synchronises with the clock: nothing is sent for a field that is gone.
  useEffect(() => () => timer.current?.cancel(), []);

  const handleChange = (next: string): void => {
    setDraft(next);
    timer.current?.cancel();
    timer.current = clock.after(PAUSE_MS, () => {
      setSent(next);
      onChange(next);
    });
  };
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        size={16}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => handleChange(event.target.value)}
        className="h-(--control) w-full min-w-0 rounded-control border border-border-strong bg-sunken pr-2 pl-7 text-text placeholder:text-muted pointer-coarse:h-11"
      />
    </div>
  );
}
