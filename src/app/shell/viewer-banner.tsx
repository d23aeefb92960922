import { Eye } from 'lucide-react';
import { useIsViewer } from '@/session/use-access';
import { t } from '../texts';

/** Says once why so much is disabled: not this page decides it, but the host in front of the server. */
export function ViewerBanner() {
  if (!useIsViewer()) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-info bg-raised px-3 py-1.5">
      <Eye size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-info" />
      <p className="min-w-0 flex-1">{t.viewerOnly}</p>
    </div>
  );
}
