import { useQuery } from '@tanstack/react-query';
import { toAppError } from '@/lib/errors';
import { usersQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { chooseUser, type NamedUser } from './choose-user';
import { t } from './texts';

/** Choosing a user, with its reload and its refusal in words. */
export function useChooseUser(onReload: () => void): (user: NamedUser) => Promise<void> {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const { data } = useQuery(usersQuery(session));
  return async (user) => {
    try {
      const outcome = await chooseUser({ session, workspace }, user, data?.kind === 'multi' ? data.users : []);
      if (outcome.kind === 'chosen') onReload();
      else announce(t.unsaved({ names: outcome.names.join(', ') }), 'danger');
    } catch (error) {
      announce(toAppError(error).message, 'danger');
    }
  };
}
