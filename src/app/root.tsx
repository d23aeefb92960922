import { useLocation } from '@tanstack/react-router';
import { runCommands } from '@/components/run-workflow/commands';
import { saveCommands } from '@/components/save-workflow/commands';
import { commands as galleryCommands } from '@/features/gallery';
import { commands as graphCommands } from '@/features/graph-view';
import { commands as historyCommands } from '@/features/history';
import { commands as queueCommands } from '@/features/queue';
import { appCommands } from './commands/app-commands';
import { CommandProvider } from './commands/command-registry';
import { Shell } from './shell/shell';
import { WallFrame } from './wall-frame';

const COMMANDS = [
  ...appCommands,
  ...runCommands,
  ...saveCommands,
  ...graphCommands,
  ...queueCommands,
  ...historyCommands,
  ...galleryCommands,
];

/** The routed part of the page: commands know the router, so they live inside it. */
export function Root() {
  const isWall = useLocation({ select: ({ pathname }) => pathname.startsWith('/kiosk') });
  if (isWall) return <WallFrame />;
  return (
    <CommandProvider commands={COMMANDS}>
      <Shell />
    </CommandProvider>
  );
}
