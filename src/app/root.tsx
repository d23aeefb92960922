import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { runCommands } from '@/components/run-workflow/commands';
import { saveCommands } from '@/components/save-workflow/commands';
import { commands as loopCommands } from '@/features/auto-queue';
import { commands as galleryCommands } from '@/features/gallery';
import { commands as historyCommands } from '@/features/history';
import { commands as queueCommands } from '@/features/queue';
import { commands as serverCommands } from '@/features/server';
import { commands as variationCommands } from '@/features/variations';
import { appCommands } from './commands/app-commands';
import { CommandProvider } from './commands/command-registry';
import { Shell } from './shell/shell';
import { useGraphCommands } from './use-graph-commands';
import { WallFrame } from './wall-frame';

const COMMANDS = [
  ...appCommands,
  ...runCommands,
  ...loopCommands,
  ...saveCommands,
  ...queueCommands,
  ...historyCommands,
  ...galleryCommands,
  ...serverCommands,
  ...variationCommands,
];

/** The routed part of the page: commands know the router, so they live inside it. */
export function Root() {
  const isWall = useLocation({ select: ({ pathname }) => pathname.startsWith('/kiosk') });
  return isWall ? <WallFrame /> : <CommandedShell />;
}

function CommandedShell() {
  const graphCommands = useGraphCommands();
  const commands = useMemo(() => [...COMMANDS, ...graphCommands], [graphCommands]);
  return (
    <CommandProvider commands={commands}>
      <Shell />
    </CommandProvider>
  );
}
