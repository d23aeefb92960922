import { useQuery } from '@tanstack/react-query';
import { usersQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { usePreference } from '@/workspace/use-workspace';

/** Whether the server keeps its users apart and knows nobody by what this browser chose: it then gives neither settings nor files. */
export function useIsUserMissing(): boolean {
  const { data } = useQuery(usersQuery(useSession()));
  const userId = usePreference('userId');
  return data?.kind === 'multi' && !data.users.some(({ id }) => id === userId);
}
