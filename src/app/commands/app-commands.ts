import type { Command } from '@/components/commands/command';
import { MAX_BATCH_COUNT } from '@/config/limits';
import { createDocument } from '@/graph/document/create-document';
import type { Preferences } from '@/workspace/workspace';
import { t } from '../texts';

const goTo = (id: string, title: string, path: string, shortcut?: string): Command => ({
  id: `go.${id}`,
  ...(shortcut === undefined ? {} : { shortcut }),
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

const setBatchCount: Command = {
  id: 'batch.count',
  title: t.setBatchCount,
  keywords: ['run', 'times', 'number'],
  argument: {
    label: t.batchCount,
    kind: 'number',
    min: 1,
    max: MAX_BATCH_COUNT,
    current: ({ workspace }) => workspace.preferences.getState().batchCount,
  },
  run: ({ workspace }, count) => workspace.setPreferences({ batchCount: Number(count) }),
};

const BATCH_SEEDS: readonly { readonly id: Preferences['batchSeeds']; readonly title: string }[] = [
  { id: 'controls', title: t.seedsControls },
  { id: 'randomize', title: t.seedsRandomize },
  { id: 'increment', title: t.seedsIncrement },
  { id: 'fixed', title: t.seedsFixed },
];

const setBatchSeeds: Command = {
  id: 'batch.seeds',
  title: t.setBatchSeeds,
  keywords: ['random', 'increment', 'fixed'],
  argument: { label: t.batchSeeds, kind: 'choice', choices: () => BATCH_SEEDS },
  run: ({ workspace }, id) => {
    const chosen = BATCH_SEEDS.find((choice) => choice.id === id);
    if (chosen !== undefined) workspace.setPreferences({ batchSeeds: chosen.id });
  },
};

const switchDocument: Command = {
  id: 'document.switch',
  title: t.switchWorkflow,
  keywords: ['tab', 'open'],
  isEnabled: ({ workspace }) => workspace.documents.getState().order.length > 1,
  argument: {
    label: t.openWorkflows,
    kind: 'choice',
    choices: ({ workspace }) => {
      const { order, documents } = workspace.documents.getState();
      return order.map((id) => ({ id, title: documents[id]?.name ?? id }));
    },
  },
  run: ({ workspace, navigate }, chosen) => {
    const id = workspace.documents.getState().order.find((open) => open === chosen);
    if (id === undefined) return;
    workspace.activate(id);
    navigate('/graph');
  },
};

/** Commands of the shell itself. */
export const appCommands: readonly Command[] = [
  goTo('graph', t.graph, '/graph'),
  goTo('form', t.form, '/form'),
  goTo('queue', t.queue, '/queue', 'KeyQ'),
  goTo('history', t.history, '/history'),
  goTo('gallery', t.gallery, '/gallery'),
  goTo('inputs', t.inputs, '/inputs'),
  goTo('models', t.models, '/models'),
  goTo('server', t.server, '/server'),
  goTo('doctor', t.doctor, '/doctor'),
  goTo('settings', t.settings, '/settings'),
  goTo('kiosk', t.wall, '/kiosk'),
  newDocument,
  reopenDocument,
  setTheme('system', t.themeSystem),
  setTheme('dark', t.themeDark),
  setTheme('light', t.themeLight),
  toggleDock,
  toggleLibrary,
  setBatchCount,
  setBatchSeeds,
  switchDocument,
];
