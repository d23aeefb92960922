import { useState } from 'react';
import { isAtTop } from '@/ui/use-virtual-rows';
import type { GalleryList } from './gallery-list';
import { GRID_GAP } from './grid-layout';
import type { GridLayout } from './grid-layout';

interface Place {
  readonly list: GalleryList;
  readonly columns: number;
  readonly lead: number;
}

/**
 * Empty places before the first output, so that those in view keep their columns when outputs come or go above them. None while the grid
 * stands at its top, and none any more once it is back there.
 */
export function useLead(list: GalleryList, layout: GridLayout, scroller: HTMLElement | null): number {
  const { columns } = layout;
  const [place, setPlace] = useState<Place>({ list, columns, lead: 0 });
  const next = toPlace(place, list, layout, scroller);
  // A state that follows from another is set while drawing; the list is drawn once.
  if (next !== place) setPlace(next);
  return next.lead;
}

function toPlace(place: Place, list: GalleryList, { columns, rowHeight }: GridLayout, scroller: HTMLElement | null): Place {
  if (scroller === null || isAtTop(scroller) || columns !== place.columns) {
    return place.list === list && place.columns === columns && place.lead === 0 ? place : { list, columns, lead: 0 };
  }
  if (place.list === list) return place;
  const row = Math.floor(scroller.scrollTop / (rowHeight + GRID_GAP));
  const key = place.list.at(Math.max(0, row * columns - place.lead));
  const index = key === undefined ? -1 : list.indexOf(key);
  return { list, columns, lead: index < 0 ? place.lead : (columns - (index % columns)) % columns };
}
