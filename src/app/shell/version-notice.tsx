import { RefreshCw } from 'lucide-react';
import { Button } from '@/ui/button';
import { t } from '../texts';
import { useVersionWatch } from '../use-version-watch';

/** Says that there is a newer Comfydeck, once the page has tried in vain to load it by itself. */
export function VersionNotice() {
  const isGivenUp = useVersionWatch();
  if (!isGivenUp) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-b border-info bg-raised px-3 py-1.5">
      <RefreshCw size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-info" />
      <p className="grow">{t.newVersion}</p>
      <Button onClick={() => window.location.reload()}>{t.reload}</Button>
    </div>
  );
}
