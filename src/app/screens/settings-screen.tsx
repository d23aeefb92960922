import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import clsx from 'clsx';
import type { ComponentType } from 'react';
import { AppearanceSection, JobsSection, ServerSettingsSection, SettingsFrame, settingsTexts as t } from '@/features/settings';
import { UserFilesSection } from '@/features/user-files';
import { UsersSection } from '@/features/users';
import { useCommandRegistry } from '../commands/command-registry';
import { ShortcutList } from '../commands/shortcut-list';
import { t as shortcutTexts } from '../commands/shortcut-texts';
import { NotFoundScreen } from './not-found-screen';

interface Section {
  /** Its part of the address: `#/settings/<id>`. */
  readonly id: string;
  readonly title: string;
  readonly layout: 'text' | 'fill';
  readonly Content: ComponentType;
}

const SECTIONS: readonly [Section, ...Section[]] = [
  { id: 'appearance', title: t.appearance, layout: 'text', Content: AppearanceSection },
  { id: 'jobs', title: t.jobs, layout: 'text', Content: JobsSection },
  { id: 'shortcuts', title: shortcutTexts.shortcuts, layout: 'text', Content: Shortcuts },
  { id: 'server', title: t.serverSettings, layout: 'fill', Content: ServerSettings },
  { id: 'users', title: t.users, layout: 'text', Content: Users },
  { id: 'files', title: t.files, layout: 'fill', Content: Files },
];

function Shortcuts() {
  const { commands } = useCommandRegistry();
  return <ShortcutList commands={commands} />;
}

function ServerSettings() {
  const { q } = useSearch({ strict: false });
  const navigate = useNavigate();
  const find = (text: string): void => {
    void navigate({ to: '.', search: { q: text === '' ? undefined : text }, replace: true });
  };
  return <ServerSettingsSection search={q ?? ''} onSearch={find} />;
}

function Files() {
  const { file } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <UserFilesSection selectedPath={file ?? null} onSelect={(path) => void navigate({ to: '.', search: { file: path ?? undefined } })} />
  );
}

function Users() {
  return <UsersSection onReload={() => window.location.reload()} />;
}

/** `#/settings/<section>`; the first section without one. */
export function SettingsScreen() {
  const { section } = useParams({ strict: false });
  const shown = section === undefined ? SECTIONS[0] : SECTIONS.find(({ id }) => id === section);
  if (shown === undefined) return <NotFoundScreen />;
  const { title, layout, Content } = shown;
  return (
    <SettingsFrame title={title} layout={layout} links={<SectionLinks currentId={shown.id} />}>
      <Content />
    </SettingsFrame>
  );
}

function SectionLinks({ currentId }: { readonly currentId: string }) {
  return SECTIONS.map(({ id, title }) => (
    <Link
      key={id}
      to="/settings/$section"
      params={{ section: id }}
      aria-current={id === currentId ? 'page' : undefined}
      className={clsx(
        'flex min-h-(--control) items-center rounded-control px-2.5 whitespace-nowrap hover:bg-raised pointer-coarse:min-h-11',
        id === currentId ? 'bg-raised text-accent' : 'text-text',
      )}
    >
      {title}
    </Link>
  ));
}
