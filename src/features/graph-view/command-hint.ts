import { hintOf } from '@/components/commands/shortcuts';
import { commands } from './commands';
import type { GraphController } from './controller';

/** The keys of a command of the graph as they hold now, for the menus that offer the same; nothing while it has none. */
export function menuHint(controller: GraphController, name: string): { readonly hint?: string } {
  const command = commands.find(({ id }) => id === `graph.${name}`);
  const hint = command === undefined ? null : hintOf(command, controller.workspace.preferences.getState().shortcuts);
  return hint === null ? {} : { hint };
}
