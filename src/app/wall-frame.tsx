import { Outlet } from '@tanstack/react-router';
import { ErrorBoundary } from './error-boundary';
import { useInteractiveMark } from './use-interactive-mark';
import { usePageTitle } from './use-page-title';
import { useAppearance } from './use-appearance';

/** The frame of a wall: no bars, no commands, no shortcuts, no announcements. */
export function WallFrame() {
  useAppearance();
  usePageTitle();
  useInteractiveMark();
  return (
    <ErrorBoundary resetKey="wall">
      <Outlet />
    </ErrorBoundary>
  );
}
