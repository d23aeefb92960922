import { useState } from 'react';
import { UserPlus } from 'lucide-react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { useCreateUser } from '@/session/mutations/userdata';
import { Button } from '@/ui/button';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toast';
import type { NamedUser } from './choose-user';
import { t } from './texts';

export interface CreateUserFormProps {
  /** Why the server makes no users; null when it does. */
  readonly disabledReason: string | null;
  readonly onCreated: (user: NamedUser) => void;
}

/** Makes a user on the server. */
export function CreateUserForm({ disabledReason, onCreated }: CreateUserFormProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const announce = useToast();
  const create = useCreateUser();

  const handleSubmit = (): void => {
    const wanted = name.trim();
    if (wanted === '') {
      setProblem(t.nameNeeded);
      return;
    }
    create.mutate(wanted, {
      onSuccess: (outcome) => {
        if (outcome.kind === 'refused') {
          setProblem(wordRefusal(outcome.reason, wanted));
          return;
        }
        setName('');
        setProblem(null);
        announce(t.created({ name: wanted }), 'success');
        onCreated({ id: outcome.userId, name: wanted });
      },
      onError: (error) => setProblem(wordFailure(error)),
    });
  };

  return (
    <form
      aria-label={t.newUser}
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        handleSubmit();
      }}
    >
      <h3 className="font-semibold">{t.newUser}</h3>
      <div className="w-full max-w-80">
        <TextInput
          label={t.name}
          value={name}
          error={problem}
          maxLength={200}
          autoComplete="off"
          disabled={disabledReason !== null}
          onChange={(next) => {
            setName(next);
            setProblem(null);
          }}
        />
      </div>
      <Button
        type="submit"
        icon={<UserPlus size={16} strokeWidth={1.75} aria-hidden />}
        disabled={disabledReason !== null || create.isPending}
        title={disabledReason ?? undefined}
      >
        {t.create}
      </Button>
      {disabledReason !== null && <p className="text-secondary text-muted">{disabledReason}</p>}
    </form>
  );
}

/** The server's own words, see `UserdataApi.createUser`. */
const KNOWN_REFUSALS: readonly (readonly [start: string, word: (name: string) => string])[] = [
  ['Duplicate', (name) => t.nameTaken({ name })],
  ['System User', () => t.nameReserved],
];

function wordRefusal(reason: string, name: string): string {
  const known = KNOWN_REFUSALS.find(([start]) => reason.startsWith(start));
  return known === undefined ? t.refused({ reason }) : known[1](name);
}
