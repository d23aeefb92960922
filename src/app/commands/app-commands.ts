import type { Command } from '@/components/commands/command';
import { createDocument } from '@/graph/document/create-document';
import type { Preferences } from '@/workspace/workspace';
import { t } from '../texts';

const goTo = (id: string, title: string, path: string): Command => ({
  id: `go.${id}`,
  title: t.goTo({ title }),
  keywords: ['open', 'show'],
  run: ({ navigate }) => navigate(path),
});

const setTheme = (theme: Preferences['theme'], title: string): Command => ({
  id: `theme.${theme}`,
  title,
  run: ({ workspace }) => workspace.setPreferences({ theme }),
});

const newDocument: Command = {
  id: 'document.new',
  title: t.newWorkflow,
  keywords: ['tab', 'empty'],
  run: ({ workspace, navigate }) => {
    workspace.open(createDocument(), { name: t.untitled, origin: { kind: 'draft' } });
    navigate('/graph');
  },
};

const toggleDock: Command = {
  id: 'dock.toggle',
  title: t.toggleDock,
  run: ({ workspace }) => workspace.setPreferences({ isDockOpen: !workspace.preferences.getState().isDockOpen }),
};

const toggleLibrary: Command = {
  id: 'library.toggle',
  title: t.toggleLibrary,
  keywords: ['nodes', 'types', 'add'],
  shortcut: 'KeyN',
  run: ({ workspace }) => workspace.setPreferences({ isLibraryShown: !workspace.preferences.getState().isLibraryShown }),
};

const reopenDocument: Command = { id: 'document.reopen', title: t.reopenClosed, run: ({ workspace }) => void workspace.reopenClosed() };

/** Commands of the shell itself. */
export const appCommands: readonly Command[] = [
  goTo('graph', t.graph, '/graph'),
  goTo('queue', t.queue, '/queue'),
  goTo('history', t.history, '/history'),
  goTo('gallery', t.gallery, '/gallery'),
  goTo('settings', t.settings, '/settings'),
  goTo('kiosk', t.wall, '/kiosk'),
  newDocument,
  reopenDocument,
  setTheme('system', t.themeSystem),
  setTheme('dark', t.themeDark),
  setTheme('light', t.themeLight),
  toggleDock,
  toggleLibrary,
];
