import type { CommandContext } from '@/components/commands/command';
import { runAndAnnounce, runnableId } from '@/components/run-workflow/run-active';
import { runTexts } from '@/components/run-workflow/problem-texts';
import type { Session } from '@/session/session';
import type { GraphController } from './controller';
import { viewCommand } from './view-command';

type RunParts = Pick<CommandContext, 'announce'> & { readonly session: Session };

/** Runs only the outputs that are selected or that depend on a selected node; the announcement names them. */
export async function runSelected(controller: GraphController, { session, announce }: RunParts): Promise<void> {
  const { workspace, documentId } = controller;
  const path = controller.view.getState().path.map((step) => step.nodeId);
  const targets = [...controller.selection()].map((id) => [...path, id].join(':'));
  await runAndAnnounce({ session, workspace, announce }, { documentId, targets, count: 1 });
}

/** For palette and shortcuts. */
export const runHereCommand = viewCommand('run-here', runTexts.runHere, {
  shortcut: 'Alt+Enter',
  keywords: ['partial', 'branch', 'queue', 'selected', 'output'],
  needsSelection: true,
  run: (controller, context) => (runnableId(context) === null ? undefined : runSelected(controller, context)),
});
