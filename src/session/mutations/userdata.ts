import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { CreateUserOutcome, WriteOutcome } from '@/api/userdata';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';
import { keys } from '../keys';
import { useSession } from '../session-provider';

/** `changed`: the setting is not any more what the new value was made from; `now` is what it is, and nothing was saved. */
export type SaveSettingOutcome = { readonly kind: 'saved' } | { readonly kind: 'changed'; readonly now: JsonValue };

export interface SaveSettingInput {
  readonly id: string;
  readonly value: JsonValue;
  /** What the setting was when it was looked at; absent = save whatever it is now. */
  readonly basedOn?: JsonValue;
}

/** Saves one setting. Saves wait for each other: the server loses one of two that arrive together. */
export function useSaveSetting(): UseMutationResult<SaveSettingOutcome, Error, SaveSettingInput> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    scope: { id: `settings-${serverId}` },
    mutationFn: async ({ id, value, basedOn }: SaveSettingInput): Promise<SaveSettingOutcome> => {
      if (basedOn !== undefined) {
        const now = await client.setting(id);
        if (stringifyExactJson(now) !== stringifyExactJson(basedOn)) return { kind: 'changed', now };
      }
      await client.saveSetting(id, value);
      return { kind: 'saved' };
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.settings(serverId) }),
  });
}

export interface WriteUserdataInput {
  /** Below the user's folder, e.g. `workflows/portrait.json`. */
  readonly path: string;
  readonly body: string | Blob;
  readonly overwrite: boolean;
}

/** Writes a file of the user; `exists` when the name is taken and may not be overwritten. */
export function useWriteUserdata(): UseMutationResult<WriteOutcome, Error, WriteUserdataInput> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    mutationFn: ({ path, body, overwrite }: WriteUserdataInput) => client.writeUserdata(path, body, { overwrite }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.userdata(serverId) }),
  });
}

/** Deletes a file of the user. */
export function useDeleteUserdata(): UseMutationResult<void, Error, string> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    mutationFn: (path: string) => client.deleteUserdata(path),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.userdata(serverId) }),
  });
}

export interface MoveUserdataInput {
  readonly from: string;
  readonly to: string;
  readonly overwrite: boolean;
}

/** Moves or renames a file of the user. */
export function useMoveUserdata(): UseMutationResult<WriteOutcome, Error, MoveUserdataInput> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    mutationFn: ({ from, to, overwrite }: MoveUserdataInput) => client.moveUserdata(from, to, { overwrite }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.userdata(serverId) }),
  });
}

/** Creates a user on a server that keeps users apart. */
export function useCreateUser(): UseMutationResult<CreateUserOutcome, Error, string> {
  const { client, queryClient, serverId } = useSession();
  return useMutation({
    mutationFn: (name: string) => client.createUser(name),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.users(serverId) }),
  });
}
