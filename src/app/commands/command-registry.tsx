import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { Command, CommandContext } from '@/components/commands/command';
import { invariant } from '@/lib/errors';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';

interface Registry {
  readonly commands: readonly Command[];
  readonly context: CommandContext;
  /** Whether the list of shortcuts lies over the page. */
  readonly isSheetOpen: boolean;
  readonly closeSheet: () => void;
}

const RegistryContext = createContext<Registry | null>(null);

/** Gathers the commands of all features with what they may use, and adds the one that lists their shortcuts. */
export function CommandProvider({ commands, children }: { readonly commands: readonly Command[]; readonly children: ReactNode }) {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const navigate = useNavigate();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const registry = useMemo<Omit<Registry, 'isSheetOpen'>>(() => {
    const go = (path: string): void => void navigate({ href: path });
    const showShortcuts: Command = {
      id: 'shortcuts.show',
      title: t.showShortcuts,
      keywords: ['keys', 'help', 'bindings'],
      shortcut: 'Shift+? | ?',
      run: () => setSheetOpen(true),
    };
    return {
      commands: [...commands, showShortcuts],
      context: { session, workspace, navigate: go, announce },
      closeSheet: () => setSheetOpen(false),
    };
  }, [commands, session, workspace, navigate, announce]);
  const shared = useMemo<Registry>(() => ({ ...registry, isSheetOpen }), [registry, isSheetOpen]);
  return <RegistryContext value={shared}>{children}</RegistryContext>;
}

/** All commands and their context. Only below a `CommandProvider`. */
export function useCommandRegistry(): Registry {
  const registry = use(RegistryContext);
  invariant(registry !== null, 'useCommandRegistry outside CommandProvider');
  return registry;
}
