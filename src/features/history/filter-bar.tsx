import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import { IconButton } from '@/ui/button';
import type { HistoryFilters } from './filter-jobs';
import { t } from './texts';

const STATES = [
  { value: '', label: t.anyState },
  { value: 'done', label: t.done },
  { value: 'failed', label: t.failedState },
  { value: 'cancelled', label: t.cancelled },
];

export interface FilterBarProps {
  readonly filters: HistoryFilters;
  readonly onChange: (filters: HistoryFilters) => void;
  /** Model files asked for by the runs that were read. */
  readonly models: readonly string[];
}

/** Text and state at hand, the other filters behind a button until one of them is set. */
export function FilterBar({ filters, onChange, models }: FilterBarProps) {
  const { state = '', q = '', mine, from, to, model } = filters;
  const [isOpen, setIsOpen] = useState(false);
  const hasMore = [mine, from, to, model].some((value) => value !== undefined);
  const change = (key: keyof HistoryFilters, value: string): void => {
    const { [key]: _former, ...rest } = filters;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className="flex flex-col gap-1.5 border-b border-border px-3 py-1.5">
      <div className="flex items-center gap-2">
        <SearchField label={t.search} placeholder={t.searchHint} value={q} onChange={(next) => change('q', next)} />
        <SelectField label={t.state} value={state} options={STATES} onChange={(next) => change('state', next)} />
        <IconButton label={t.moreFilters} isPressed={isOpen || hasMore} onClick={() => setIsOpen(!isOpen)}>
          <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      {(isOpen || hasMore) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <label className="flex h-7 items-center gap-1.5 pointer-coarse:h-11">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={mine !== undefined}
              onChange={(event) => change('mine', event.target.checked ? '1' : '')}
            />
            {t.onlyMine}
          </label>
          <DayField label={t.fromDay} value={from} latest={to} onChange={(next) => change('from', next)} />
          <DayField label={t.toDay} value={to} earliest={from} onChange={(next) => change('to', next)} />
          <SelectField
            label={t.model}
            value={model ?? ''}
            options={toModelOptions(models, model)}
            onChange={(next) => change('model', next)}
          />
        </div>
      )}
    </div>
  );
}

/** A model of the address stays to be chosen although no run that was read asks for it. */
function toModelOptions(models: readonly string[], chosen: string | undefined) {
  const all = chosen === undefined || models.includes(chosen) ? models : [chosen, ...models];
  return [{ value: '', label: t.anyModel }, ...all.map((model) => ({ value: model, label: model }))];
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
  readonly onChange: (day: string) => void;
}

function DayField({ label, value, earliest, latest, onChange }: DayFieldProps) {
  return (
    <label className="flex items-center gap-1.5 text-muted">
      {label}
      <input
        type="date"
        value={value ?? ''}
        min={earliest}
        max={latest}
        onChange={(event) => onChange(event.target.value)}
        className="h-7 rounded-control border border-border-strong bg-sunken px-1.5 text-text pointer-coarse:h-11"
      />
    </label>
  );
}
