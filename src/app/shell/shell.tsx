import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { maskRequestsOf } from '@/components/edit-mask/mask-requests';
import { shareRequestsOf } from '@/features/share';
import { VariationsDialog } from '@/features/variations';
import { useSession } from '@/session/session-provider';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { useCommandRegistry } from '../commands/command-registry';
import { useShortcuts } from '../commands/use-shortcuts';
import { ErrorBoundary } from '../error-boundary';
import { PageTitle } from '../page-title';
import { CommandPalette, MaskEditor, ShareDialog, ShortcutSheet } from '../parts';
import { t } from '../texts';
import { useInteractiveMark } from '../use-interactive-mark';
import { useMediaQuery } from '../use-media-query';
import { useAppearance } from '../use-appearance';
import { ClockNotice } from './clock-notice';
import { ConnectionBanner } from './connection-banner';
import { Dock } from './dock';
import { Rail } from './rail';
import { RestartBanner } from './restart-banner';
import { StorageNotice } from './storage-notice';
import { TopBar } from './top-bar';
import { UserBanner } from './user-banner';
import { VersionNotice } from './version-notice';
import { ViewerBanner } from './viewer-banner';

const LastPreviewWatch = lazy(async () => ({
  default: (await import('@/components/last-preview/last-preview-watch')).LastPreviewWatch,
}));
const JobAnnouncements = lazy(async () => ({
  default: (await import('@/components/announcements/job-announcements')).JobAnnouncements,
}));

/** The frame of every screen: bar, rail, the routed screen, and the dock beside the graph. */
export function Shell() {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const { isSheetOpen, closeSheet } = useCommandRegistry();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useAppearance();
  useShortcuts();
  useInteractiveMark();
  const openPalette = (): void => setPaletteOpen(true);
  // Synchronises with the window's keyboard: the palette opens wherever the focus is, and where it is on nothing.
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      setPaletteOpen(true);
    };
    window.addEventListener('keydown', handleKey, true);
    return () => window.removeEventListener('keydown', handleKey, true);
  }, []);
  return (
    <div className="flex h-dvh flex-col">
      <PageTitle />
      <TopBar onOpenCommands={openPalette} />
      <ConnectionBanner />
      <RestartBanner />
      <VersionNotice />
      <StorageNotice />
      <ClockNotice />
      <UserBanner />
      <ViewerBanner />
      <div className="flex min-h-0 flex-1">
        <Rail layout="rail" />
        <main className="min-w-0 flex-1">
          <ErrorBoundary resetKey={pathname}>
            <ScreenWithDock hasDock={pathname === '/' || pathname.startsWith('/graph')} />
          </ErrorBoundary>
        </main>
      </div>
      <Rail layout="bar" />
      <ErrorBoundary resetKey={pathname}>
        <Suspense fallback={null}>
          <JobAnnouncements product={t.product} />
          <LastPreviewWatch />
        </Suspense>
      </ErrorBoundary>
      <VariationsDialog onGo={(href) => void navigate({ href })} />
      <LazyDialog Part={CommandPalette} isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
      <LazyDialog Part={ShortcutSheet} isOpen={isSheetOpen} onClose={closeSheet} />
      <LazyShareDialog />
      <LazyMaskEditor />
    </div>
  );
}

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface LazyDialogProps extends DialogProps {
  readonly Part: ComponentType<DialogProps>;
}

/** Its code comes when it opens first; it stays then, so that the keyboard goes back where it was. */
function LazyDialog({ Part, isOpen, onClose }: LazyDialogProps) {
  const [wasOpened, setOpened] = useState(false);
  if (isOpen && !wasOpened) setOpened(true);
  return (
    wasOpened && (
      <Suspense>
        <Part isOpen={isOpen} onClose={onClose} />
      </Suspense>
    )
  );
}

function LazyShareDialog() {
  const requests = shareRequestsOf(useWorkspace());
  const { isOpen } = useStore(requests);
  return <LazyDialog Part={ShareDialog} isOpen={isOpen} onClose={() => requests.setState({ isOpen: false })} />;
}

/** Its code comes with the first picture to paint on. */
function LazyMaskEditor() {
  const isWanted = useStore(maskRequestsOf(useSession()), ({ request }) => request !== null);
  const [wasOpened, setOpened] = useState(false);
  if (isWanted && !wasOpened) setOpened(true);
  return (
    wasOpened && (
      <Suspense>
        <MaskEditor />
      </Suspense>
    )
  );
}

function isPaletteKey(event: { key: string; ctrlKey: boolean; metaKey: boolean }): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
}

function ScreenWithDock({ hasDock }: { readonly hasDock: boolean }) {
  const isDockOpen = usePreference('isDockOpen');
  const dockWidthPx = usePreference('dockWidthPx');
  const workspace = useWorkspace();
  const isWide = useMediaQuery('(min-width: 900px)');
  if (!hasDock || !isDockOpen || !isWide) return <Outlet />;
  return (
    <Group orientation="horizontal" className="h-full">
      <Panel id="screen" minSize={320}>
        <Outlet />
      </Panel>
      <Separator aria-label={t.resizeDock} className="w-1 bg-border hover:bg-accent focus-visible:bg-accent" />
      <Panel
        id="dock"
        defaultSize={dockWidthPx}
        minSize={280}
        maxSize="60%"
        onResize={({ inPixels }) => workspace.setPreferences({ dockWidthPx: Math.round(inPixels) })}
      >
        <Dock />
      </Panel>
    </Group>
  );
}
