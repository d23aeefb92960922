import { Check, Heart, Star, X } from 'lucide-react';
import type { Mark } from './mark';
import { t } from '../texts';

/** What was said of an output, small, over its picture. */
export function MarkBadges({ mark }: { readonly mark: Mark }) {
  const { isFavourite, rating, verdict } = mark;
  if (!isFavourite && rating === 0 && verdict === null) return null;
  return (
    <span className="pointer-events-none absolute top-1 right-1 flex items-center gap-1 rounded-control bg-surface px-1 text-secondary tabular-nums">
      {isFavourite && <Heart size={12} role="img" aria-label={t.favourite} className="fill-danger text-danger" />}
      {rating > 0 && (
        <span className="flex items-center" title={t.stars({ rating })}>
          {rating}
          <Star size={12} role="img" aria-label={t.stars({ rating })} className="fill-warning text-warning" />
        </span>
      )}
      {verdict === 'keep' && <Check size={12} role="img" aria-label={t.keptOne} className="text-success" />}
      {verdict === 'reject' && <X size={12} role="img" aria-label={t.rejectedOne} className="text-danger" />}
    </span>
  );
}
