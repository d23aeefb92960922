import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/states';
import { t } from '../texts';

/** An address that names nothing. */
export function NotFoundScreen() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <EmptyState title={t.notFound} hint={t.notFoundHint({ path: `#${pathname}` })}>
      <Button onClick={() => void navigate({ href: '/graph' })}>{t.goToGraph}</Button>
    </EmptyState>
  );
}
