import { Link } from '@tanstack/react-router';
import { Command as CommandIcon, ListOrdered, PanelRight } from 'lucide-react';
import { useLive } from '@/session/use-live';
import { Button, IconButton } from '@/ui/button';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { ConnectionStatus } from './connection-status';
import { DocumentTabs } from './document-tabs';
import { RunControls } from './run-controls';
import { ServerMenu } from './server-menu';
import { WorkflowMenu } from './workflow-menu';

/** Server and connection, open workflows, run controls, queue summary, commands. */
export function TopBar({ onOpenCommands }: { readonly onOpenCommands: () => void }) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-surface px-2 py-1">
      <h1 className="sr-only">{t.product}</h1>
      <ServerMenu />
      <ConnectionStatus />
      <WorkflowMenu />
      <div className="order-last flex w-full min-w-0 sm:order-none sm:w-auto sm:flex-1">
        <DocumentTabs />
      </div>
      <RunControls />
      <QueueSummary />
      <DockToggle />
      <Button tone="quiet" title={t.commandsHint} onClick={onOpenCommands} icon={<CommandIcon size={16} strokeWidth={1.75} aria-hidden />}>
        <span className="sr-only lg:not-sr-only">{t.commands}</span>
      </Button>
    </header>
  );
}

function QueueSummary() {
  const remaining = useLive((state) => state.queueRemaining);
  const text = remaining === null ? t.queueUnknown : t.queued({ count: remaining });
  return (
    <Link
      to="/queue"
      title={text}
      aria-label={text}
      className="flex min-h-7 items-center gap-1 rounded-control px-1.5 text-muted tabular-nums hover:bg-raised hover:text-text pointer-coarse:min-h-11"
    >
      <ListOrdered size={16} strokeWidth={1.75} aria-hidden />
      <span aria-hidden>{remaining ?? '–'}</span>
    </Link>
  );
}

function DockToggle() {
  const isOpen = usePreference('isDockOpen');
  const workspace = useWorkspace();
  return (
    <IconButton
      className="max-[899px]:hidden"
      label={isOpen ? t.hideDock : t.showDock}
      isPressed={isOpen}
      onClick={() => workspace.setPreferences({ isDockOpen: !isOpen })}
    >
      <PanelRight size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
