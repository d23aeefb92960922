import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { GalleryPanel } from '@/features/gallery';
import { ProblemsPanel } from '@/features/graph-view';
import { HistoryPanel } from '@/features/history';
import { QueuePanel } from '@/features/queue';

export { QueuePanel as DockQueue };
export { ProblemsPanel as DockProblems };

/** History in the dock: its own filters, a run opens as a page. */
export function DockHistory() {
  const [filters, setFilters] = useState<{ state?: string; q?: string }>({});
  const navigate = useNavigate();
  return (
    <HistoryPanel
      layout="dock"
      filters={filters}
      onFiltersChange={setFilters}
      onSelectJob={(id) => void navigate(id === null ? { to: '/history' } : { to: '/history/$job', params: { job: id } })}
    />
  );
}

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
