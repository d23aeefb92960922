import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { HistoryPanel } from '@/features/history';
import type { HistoryFilters } from '@/features/history';

/** History in the dock: its own filters, a run opens as a page. */
export function DockHistory() {
  const [filters, setFilters] = useState<HistoryFilters>({});
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
