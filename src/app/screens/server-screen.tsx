import { useNavigate, useSearch } from '@tanstack/react-router';
import { ServerPanel } from '@/features/server';

/** `#/server?show=log`: on a narrow page the log stands in for the overview. */
export function ServerScreen() {
  const { show } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <ServerPanel
      part={show === 'log' ? 'log' : 'overview'}
      onPartChange={(part) => void navigate({ to: '/server', search: { show: part === 'log' ? part : undefined }, replace: true })}
    />
  );
}
