import { useNavigate, useParams } from '@tanstack/react-router';
import { VariationsPanel } from '@/features/variations';

/** `#/variations` and `#/variations/<set>` */
export function VariationsScreen() {
  const { set } = useParams({ strict: false });
  const navigate = useNavigate();
  return (
    <VariationsPanel
      group={set ?? null}
      onChoose={(group) => void navigate({ to: '/variations/$set', params: { set: group }, replace: true })}
    />
  );
}
