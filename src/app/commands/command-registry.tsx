import { createContext, use, useMemo, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { Command, CommandContext } from '@/components/commands/command';
import { invariant } from '@/lib/errors';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';

interface Registry {
  readonly commands: readonly Command[];
  readonly context: CommandContext;
}

const RegistryContext = createContext<Registry | null>(null);

/** Gathers the commands of all features with what they may use. */
export function CommandProvider({ commands, children }: { readonly commands: readonly Command[]; readonly children: ReactNode }) {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const navigate = useNavigate();
  const registry = useMemo<Registry>(() => {
    const go = (path: string): void => void navigate({ href: path });
    return { commands, context: { session, workspace, navigate: go, announce } };
  }, [commands, session, workspace, navigate, announce]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** All commands and their context. Only below a `CommandProvider`. */
export function useCommandRegistry(): Registry {
  const registry = use(RegistryContext);
  invariant(registry !== null, 'useCommandRegistry outside CommandProvider');
  return registry;
}
