import { Check, Heart, Star, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/ui/button';
import { t } from '../texts';
import { NO_MARK } from './mark';
import type { Mark, MarkChange } from './mark';

export interface MarkEditorProps {
  readonly mark: Mark | undefined;
  readonly onChange: (change: MarkChange) => void;
}

const RATINGS = [1, 2, 3, 4, 5];

/** Favourite, stars, keep or reject, and tags of one output. */
export function MarkEditor({ mark = NO_MARK, onChange }: MarkEditorProps) {
  const { isFavourite, rating, verdict, tags } = mark;
  return (
    <section aria-label={t.said} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center">
        <IconButton label={t.favourite} isPressed={isFavourite} onClick={() => onChange({ isFavourite: !isFavourite })}>
          <Heart size={16} strokeWidth={1.75} aria-hidden className={isFavourite ? 'fill-danger text-danger' : ''} />
        </IconButton>
        {RATINGS.map((stars) => (
          <IconButton
            key={stars}
            label={t.stars({ rating: stars })}
            isPressed={rating >= stars}
            className="w-6 pointer-coarse:w-9"
            onClick={() => onChange({ rating: rating === stars ? 0 : stars })}
          >
            <Star size={16} strokeWidth={1.75} aria-hidden className={rating >= stars ? 'fill-warning text-warning' : ''} />
          </IconButton>
        ))}
        <IconButton label={t.keep} isPressed={verdict === 'keep'} onClick={() => onChange({ verdict: verdict === 'keep' ? null : 'keep' })}>
          <Check size={16} strokeWidth={1.75} aria-hidden className={verdict === 'keep' ? 'text-success' : ''} />
        </IconButton>
        <IconButton
          label={t.reject}
          isPressed={verdict === 'reject'}
          onClick={() => onChange({ verdict: verdict === 'reject' ? null : 'reject' })}
        >
          <X size={16} strokeWidth={1.75} aria-hidden className={verdict === 'reject' ? 'text-danger' : ''} />
        </IconButton>
      </div>
      <TagEditor tags={tags} onChange={(next) => onChange({ tags: next })} />
    </section>
  );
}

function TagEditor({ tags, onChange }: { readonly tags: readonly string[]; readonly onChange: (tags: readonly string[]) => void }) {
  const [draft, setDraft] = useState('');
  return (
    <form
      className="flex flex-wrap items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        const tag = draft.trim();
        if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
        setDraft('');
      }}
    >
      {tags.map((tag) => (
        <Button
          key={tag}
          title={t.removeTag({ tag })}
          aria-label={t.removeTag({ tag })}
          onClick={() => onChange(tags.filter((one) => one !== tag))}
        >
          {tag} <X size={12} aria-hidden />
        </Button>
      ))}
      <input
        aria-label={t.addTag}
        placeholder={t.addTag}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        className="h-(--control) w-28 rounded-control border border-border-strong bg-sunken px-1.5 pointer-coarse:h-11"
      />
    </form>
  );
}
