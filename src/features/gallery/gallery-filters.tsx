import { ListFilter, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import type { Job } from '@/jobs/job';
import { findParameters } from '@/jobs/parameters/find-parameters';
import { Button, IconButton } from '@/ui/button';
import { MEDIA_KINDS } from './gallery-items';
import type { GalleryFilters as Filters } from './gallery-items';
import { parseGalleryQuery, withTerm } from './gallery-query';
import type { TermName } from './gallery-query';
import type { Marks } from './marks/mark';
import { ORDERS } from './sort-pairs';
import { t } from './texts';

const KINDS = [
  { value: '', label: t.anyKind },
  ...MEDIA_KINDS.map((kind) => ({ value: kind, label: kind === 'model' ? t.model3d : t[kind] })),
];
const ID_LENGTH = 8;

export interface GalleryFiltersProps {
  readonly filters: Filters;
  /** Where choices are taken from. */
  readonly jobs: readonly Job[];
  readonly marks: Marks;
  readonly onChange: (filters: Filters) => void;
}

/** Text, kind and run; and below, when asked for, how outputs were made and what was said of them. All of it stands in the address. */
export function GalleryFilters({ filters, jobs, marks, onChange }: GalleryFiltersProps) {
  const [isOpen, setOpen] = useState(false);
  const q = filters.q ?? '';
  const change = (key: keyof Filters, value: string): void => {
    const { [key]: _former, ...rest } = filters;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
      <SearchField label={t.search} placeholder={t.searchHint} value={q} onChange={(text) => change('q', text)} />
      <SelectField label={t.kind} value={filters.kind ?? ''} options={KINDS} onChange={(kind) => change('kind', kind)} />
      <IconButton label={t.moreFilters} isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
        <ListFilter size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {filters.run !== undefined && (
        <Button
          title={t.leaveRun}
          aria-label={t.leaveRun}
          icon={<X size={16} strokeWidth={1.75} aria-hidden />}
          onClick={() => change('run', '')}
        >
          {t.oneRun({ id: filters.run.slice(0, ID_LENGTH) })}
        </Button>
      )}
      {isOpen && <TermFields q={q} jobs={jobs} marks={marks} onChange={(text) => change('q', text)} />}
    </div>
  );
}

interface TermFieldsProps extends Pick<GalleryFiltersProps, 'jobs' | 'marks'> {
  readonly q: string;
  readonly onChange: (q: string) => void;
}

function TermFields({ q, jobs, marks, onChange }: TermFieldsProps) {
  const { terms } = parseGalleryQuery(q);
  const found = useMemo(() => listChoices(jobs), [jobs]);
  const tags = useMemo(() => [...new Set([...marks.values()].flatMap((mark) => mark.tags))].toSorted(), [marks]);
  const field = (name: TermName, label: string, choices: readonly { readonly value: string; readonly label: string }[]) => {
    const value = terms[name] ?? '';
    const isListed = value === '' || choices.some((choice) => choice.value === value);
    return (
      <SelectField
        key={name}
        label={label}
        value={value}
        options={[{ value: '', label }, ...choices, ...(isListed ? [] : [{ value, label: value }])]}
        onChange={(next) => onChange(withTerm(q, name, next))}
      />
    );
  };
  return (
    <div role="group" aria-label={t.moreFilters} className="flex basis-full flex-wrap gap-2">
      {field('model', t.model, found.models.map(toChoice))}
      {field('lora', t.lora, found.loras.map(toChoice))}
      {field('sampler', t.sampler, found.samplers.map(toChoice))}
      {field('size', t.sampledAt, found.sizes.map(toChoice))}
      {field('is', t.said, SAID)}
      {field('rating', t.ratingAtLeast, RATINGS)}
      {field('tag', t.tag, tags.map(toChoice))}
      {field('sort', t.order, ORDER_CHOICES)}
    </div>
  );
}

const SAID = [
  { value: 'favourite', label: t.favourites },
  { value: 'kept', label: t.kept },
  { value: 'rejected', label: t.rejected },
  { value: 'unrejected', label: t.unrejected },
  { value: 'undecided', label: t.undecided },
];
const RATINGS = [1, 2, 3, 4, 5].map((rating) => ({ value: String(rating), label: t.stars({ rating }) }));
const ORDER_CHOICES = ORDERS.filter((order) => order !== 'newest').map((order) => ({ value: order, label: t[`order_${order}`] }));

/** Long paths are told by their end. */
function toChoice(value: string): { value: string; label: string } {
  return { value: value.toLowerCase(), label: value.split(/[\\/]/).at(-1) ?? value };
}

function listChoices(jobs: readonly Job[]) {
  const found = jobs.flatMap(({ prompt }) => (prompt === null ? [] : [findParameters(prompt, null)]));
  const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();
  return {
    models: unique(found.flatMap(({ models }) => models)),
    loras: unique(found.flatMap(({ loras }) => loras.map(({ name }) => name))),
    samplers: unique(found.flatMap(({ passes }) => passes.flatMap(({ sampler }) => sampler ?? []))),
    sizes: unique(found.flatMap(({ size }) => (size === null ? [] : `${size.width}x${size.height}`))),
  };
}
