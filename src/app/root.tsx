import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PAGE_COMMANDS } from './commands/page-commands';
import { CommandProvider } from './commands/command-registry';
import { Shell } from './shell/shell';
import { useGraphCommands } from './use-graph-commands';
import { WallFrame } from './wall-frame';

/** The routed part of the page: commands know the router, so they live inside it. */
export function Root() {
  const isWall = useLocation({ select: ({ pathname }) => pathname.startsWith('/kiosk') });
  return isWall ? <WallFrame /> : <CommandedShell />;
}

function CommandedShell() {
  const graphCommands = useGraphCommands();
  const commands = useMemo(() => [...PAGE_COMMANDS, ...graphCommands], [graphCommands]);
  return (
    <CommandProvider commands={commands}>
      <Shell />
    </CommandProvider>
  );
}
