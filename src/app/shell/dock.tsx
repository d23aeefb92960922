import { useNavigate } from '@tanstack/react-router';
import clsx from 'clsx';
import { Maximize2 } from 'lucide-react';
import { Suspense } from 'react';
import { IconButton } from '@/ui/button';
import type { Preferences } from '@/workspace/workspace';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { DockGallery, DockHistory, DockProblems, DockQueue } from '../parts';
import { t } from '../texts';

const TABS: readonly { id: Preferences['dockTab']; title: string; path: string | null }[] = [
  { id: 'queue', title: t.queue, path: '/queue' },
  { id: 'history', title: t.history, path: '/history' },
  { id: 'gallery', title: t.gallery, path: '/gallery' },
  { id: 'info', title: t.info, path: null },
];

/** Queue, history, gallery and problems beside the graph; which one and how wide is remembered in this browser. */
export function Dock() {
  const tab = usePreference('dockTab');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const current = TABS.find(({ id }) => id === tab);
  return (
    <aside aria-label={t.dock} className="flex h-full min-w-0 flex-col bg-surface">
      <div className="flex items-center gap-1 border-b border-border px-2 py-1">
        <div className="flex flex-1 gap-1" role="group" aria-label={t.dock}>
          {TABS.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === tab}
              className={clsx(
                'min-h-7 rounded-control px-2 hover:text-text pointer-coarse:min-h-11',
                id === tab ? 'bg-raised font-semibold text-text' : 'text-muted',
              )}
              onClick={() => workspace.setPreferences({ dockTab: id })}
            >
              {title}
            </button>
          ))}
        </div>
        {current?.path !== null && current !== undefined && (
          <IconButton label={t.openAsPage} onClick={() => void navigate({ href: current.path ?? '/graph' })}>
            <Maximize2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="min-h-0 flex-1">
        <Suspense fallback={null}>
          {tab === 'queue' && <DockQueue />}
          {tab === 'history' && <DockHistory />}
          {tab === 'gallery' && <DockGallery />}
          {tab === 'info' && <DockProblems />}
        </Suspense>
      </div>
    </aside>
  );
}
