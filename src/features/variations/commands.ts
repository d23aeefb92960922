import type { Command } from '@/components/commands/command';
import { t } from './texts';
import { variationsOf } from './variations-store';

/** Setting up variations and looking at them; `VariationsDialog` must be on the page. */
export const commands: readonly Command[] = [
  {
    id: 'variations.setUp',
    title: t.setUp,
    keywords: ['batch', 'grid', 'plot', 'sweep', 'csv', 'list', 'xy'],
    isEnabled: ({ workspace }) => workspace.documents.getState().activeId !== null,
    run: ({ workspace }) => variationsOf(workspace).setState({ isOpen: true }),
  },
  {
    id: 'variations.show',
    title: t.showResults,
    keywords: ['grid', 'plot', 'results', 'xy'],
    run: ({ navigate }) => navigate('/variations'),
  },
];
