import type { Command, CommandContext } from '@/components/commands/command';
import { activeView } from './active-view';
import type { GraphController } from './controller';

type Action = (controller: GraphController, context: CommandContext) => void | Promise<void>;

/** A command that acts on the graph view on the page; off while there is none. */
export function viewCommand(
  id: string,
  title: string,
  more: Pick<Command, 'shortcut' | 'keywords' | 'hasFixedKeys'> & {
    readonly needsSelection?: boolean;
    readonly isAnywhere?: boolean;
    readonly run: Action;
  },
): Command {
  const { needsSelection = false, isAnywhere = false, run, ...rest } = more;
  return {
    id: `graph.${id}`,
    title,
    ...rest,
    isEnabled: ({ workspace }) => {
      const controller = activeView(workspace);
      if (controller === null || !(isAnywhere || hasKeyboard())) return false;
      return !needsSelection || controller.selection().size > 0 || controller.view.getState().selectedLink !== null;
    },
    run: (context) => {
      const controller = activeView(context.workspace);
      return controller === null ? undefined : run(controller, context);
    },
  };
}

/** Keys like Delete mean the graph only while the keyboard is on it, on nothing at all, or in a dialog such as the command palette. */
function hasKeyboard(): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return getSelection()?.isCollapsed !== false;
  return activeElement.closest('[data-graph-view], [role=dialog]') !== null;
}
