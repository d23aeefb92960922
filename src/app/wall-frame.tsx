import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { mark } from '@/lib/marks';
import { endStart } from './start';
import { useAppearance } from './use-appearance';
import { usePageTitle } from './use-page-title';
import { WallBoundary } from './wall-boundary';

/** The frame of a wall: no bars, no commands, no shortcuts, no announcements, and nothing is read that only editors need. */
export function WallFrame() {
  useAppearance();
  usePageTitle();
  // Tells the browser's timeline, and whoever waits for the start.
  useEffect(() => {
    mark('app:interactive');
    endStart();
  }, []);
  return (
    <WallBoundary>
      <Outlet />
    </WallBoundary>
  );
}
