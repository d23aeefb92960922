import { EmptyState } from '@/ui/states';
import { t } from './texts';

/** Stands where something of a user would be while none is chosen, and leads to the choice. */
export function NeedsUser() {
  return (
    <EmptyState title={t.title} hint={t.hint}>
      <a
        href="#/settings/users"
        className="flex min-h-(--control) items-center rounded-control border border-border-strong bg-raised px-2.5 hover:bg-sunken pointer-coarse:min-h-11"
      >
        {t.choose}
      </a>
    </EmptyState>
  );
}
