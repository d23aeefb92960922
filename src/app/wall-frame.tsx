import { Outlet } from '@tanstack/react-router';
import { ErrorBoundary } from './error-boundary';
import { useInteractiveMark } from './use-interactive-mark';
import { usePageTitle } from './use-page-title';
import { useTheme } from './use-theme';

/** The frame of a wall: no bars, no commands, no shortcuts, no announcements. */
export function WallFrame() {
  useTheme();
  usePageTitle();
  useInteractiveMark();
  return (
    <ErrorBoundary resetKey="wall">
      <Outlet />
    </ErrorBoundary>
  );
}
