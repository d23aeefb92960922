import type { Command } from '@/components/commands/command';
import { compareStore } from './compare-store';
import { t } from './texts';

/** Comparing the document in front; `CompareDialog` must be on the page. */
export const commands: readonly Command[] = [
  {
    id: 'document.compare',
    title: t.compare,
    keywords: ['difference', 'diff', 'version', 'history', 'restore', 'earlier'],
    isEnabled: ({ workspace }) => workspace.documents.getState().activeId !== null,
    run: ({ workspace }) => compareStore(workspace).setState({ documentId: workspace.documents.getState().activeId }),
  },
];
