export interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The value in words, e.g. `40 px`. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

/** A number on a line, with its words beside its name. */
export function SliderField({ label, value, min, max, text, onChange }: SliderFieldProps) {
  return (
    <label className="flex flex-col">
      <span className="flex justify-between gap-2 text-secondary">
        {label}
        <span aria-hidden className="text-muted tabular-nums">
          {text}
        </span>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        value={value}
        aria-label={label}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
        className="w-full accent-accent pointer-coarse:h-9"
      />
    </label>
  );
}
