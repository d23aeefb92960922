import { lazy, Suspense, useState } from 'react';
import type { Ref } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { Skeleton } from '@/ui/states';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import type { PictureZoom } from './use-picture-zoom';

const CompareView = lazy(async () => ({ default: (await import('./compare-view')).CompareView }));

const COUNTS = [t.compareTwo, t.compareThree, t.compareFour].map((label, at) => ({ value: String(at + 2), label }));
const MAX_COMPARED = 4;

/** What was chosen; else the picture shown and those that follow it; before it where nothing follows. At most four. */
export function findComparable(items: readonly GalleryItem[], index: number, chosen: readonly string[] = []): readonly GalleryItem[] {
  const isPicture = ({ output }: GalleryItem): boolean => output.kind === 'image' && output.file !== null;
  if (chosen.length > 1) return items.filter((item) => chosen.includes(item.ref) && isPicture(item)).slice(0, MAX_COMPARED);
  if (index < 0) return [];
  const following = items.slice(index).filter(isPicture).slice(0, MAX_COMPARED);
  if (following.length > 1) return following;
  return [...following, ...items.slice(0, index).filter(isPicture).slice(-1)];
}

export interface ComparedPicturesProps {
  readonly items: readonly GalleryItem[];
  /** Begins with all of them instead of two. */
  readonly isAll: boolean;
  readonly zoomRef: Ref<PictureZoom>;
}

/** Compares the first of `items`, as many as are asked for. */
export function ComparedPictures({ items, isAll, zoomRef }: ComparedPicturesProps) {
  const [count, setCount] = useState(isAll ? items.length : 2);
  return (
    <div className="flex size-full min-h-0 flex-col gap-2">
      {items.length > 2 && (
        <div className="flex justify-center">
          <SelectField
            label={t.compareCount}
            value={String(Math.min(count, items.length))}
            options={COUNTS.slice(0, items.length - 1)}
            onChange={(value) => setCount(Number(value))}
          />
        </div>
      )}
      <Suspense fallback={<Skeleton className="size-full" />}>
        <div className="min-h-0 flex-1">
          <CompareView items={items.slice(0, count)} ref={zoomRef} />
        </div>
      </Suspense>
    </div>
  );
}
