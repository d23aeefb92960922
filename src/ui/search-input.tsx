export interface SearchInputProps {
  /** The accessible name, and what stands in it while it is empty. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A line to search a list by, with its name inside. */
export function SearchInput({ label, value, onChange }: SearchInputProps) {
  return (
    <input
      type="search"
      value={value}
      aria-label={label}
      placeholder={label}
      onChange={(event) => onChange(event.target.value)}
      className="min-h-7 rounded-control border border-border-strong bg-sunken px-2 text-text"
    />
  );
}
