import { useState } from 'react';
import { GalleryPanel } from '@/features/gallery';

/** Gallery in the dock: its own filters and viewer. */
export function DockGallery() {
  const [filters, setFilters] = useState<{ q?: string; kind?: string; run?: string }>({});
  const [output, setOutput] = useState<string | null>(null);
  return (
    <GalleryPanel
      layout="dock"
      filters={filters}
      onFiltersChange={setFilters}
      {...(output === null ? {} : { openOutput: output })}
      onOpenOutput={setOutput}
    />
  );
}
