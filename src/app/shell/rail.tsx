import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import clsx from 'clsx';
import { Ellipsis, LibraryBig } from 'lucide-react';
import { IconButton } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { t } from '../texts';
import { SCREENS, type Screen } from './screens';

/** The screens as a column of icons (wide) or a bar at the bottom (below 640 px). */
export function Rail({ layout }: { readonly layout: 'rail' | 'bar' }) {
  const { pathname } = useLocation();
  const shown = layout === 'rail' ? SCREENS : SCREENS.filter(({ isInBar }) => isInBar);
  return (
    <nav
      aria-label={t.screens}
      className={clsx(
        'border-border bg-surface',
        layout === 'rail' ? 'hidden w-12 shrink-0 flex-col items-center gap-1 border-r py-2 sm:flex' : 'flex h-14 border-t sm:hidden',
      )}
    >
      {shown.map(({ id, title, path, icon: Icon }) => {
        const isCurrent = pathname.startsWith(path);
        return (
          <Link
            key={id}
            to={path}
            aria-label={title}
            aria-current={isCurrent ? 'page' : undefined}
            title={title}
            className={clsx(
              'flex items-center justify-center rounded-control hover:bg-raised hover:text-text',
              isCurrent ? 'bg-raised text-accent' : 'text-muted',
              layout === 'rail' ? 'size-9' : 'm-1 flex-1 flex-col gap-0.5 text-secondary',
            )}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            {layout === 'bar' && <span aria-hidden>{title}</span>}
          </Link>
        );
      })}
      {layout === 'rail' ? <LibraryToggle /> : <MoreScreens screens={SCREENS.filter(({ isInBar }) => !isInBar)} />}
    </nav>
  );
}

/** The screens that have no place in the bar. */
function MoreScreens({ screens }: { readonly screens: readonly Screen[] }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const isCurrent = screens.some(({ path }) => pathname.startsWith(path));
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={clsx(
            'm-1 flex flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-secondary hover:bg-raised hover:text-text',
            isCurrent ? 'bg-raised text-accent' : 'text-muted',
          )}
        >
          <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
          {t.more}
        </button>
      }
      items={screens.map(({ id, title, path, icon: Icon }) => ({
        id,
        label: title,
        icon: <Icon size={16} strokeWidth={1.75} aria-hidden />,
        onSelect: () => void navigate({ href: path }),
      }))}
    />
  );
}

function LibraryToggle() {
  const isShown = usePreference('isLibraryShown');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const toggle = (): void => {
    workspace.setPreferences({ isLibraryShown: !isShown });
    void navigate({ href: '/graph' });
  };
  return (
    <IconButton label={t.library} isPressed={isShown} className="mt-auto size-9" onClick={toggle}>
      <LibraryBig size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
