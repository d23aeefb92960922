import { useNavigate, useSearch } from '@tanstack/react-router';
import { InputsPanel } from '@/features/inputs';

/** `#/inputs?q=&folder=&kind=&used=&file=`. */
export function InputsScreen() {
  const search = useSearch({ from: '/inputs' });
  const navigate = useNavigate();
  return <InputsPanel search={search} onSearch={(next) => void navigate({ to: '/inputs', search: next, replace: true })} />;
}
