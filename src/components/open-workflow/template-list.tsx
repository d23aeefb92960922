import { useQuery } from '@tanstack/react-query';
import { FileImage } from 'lucide-react';
import { useState } from 'react';
import { toAppError } from '@/lib/errors';
import { templatesQuery } from '@/session/queries/templates';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { ErrorState, Skeleton } from '@/ui/states';
import { SearchInput } from '@/ui/search-input';
import { wordFailure } from '../server-failure/word-failure';
import { OWN_TEMPLATES } from './own-templates';
import type { TemplateChoice } from './open-workflow';
import { t } from './texts';

/** An official index has hundreds. */
const SHOWN_AT_ONCE = 48;

interface Card {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string | null;
  readonly choice: TemplateChoice;
}

const OWN_CARDS: readonly Card[] = OWN_TEMPLATES.map(({ name, description, prompt }) => ({
  key: `own ${name}`,
  group: t.ownTemplates,
  title: name,
  description,
  pictureUrl: null,
  choice: { kind: 'own', name, json: prompt },
}));

/** Example workflows: our own, which need no model, and those of the server and its packs. */
export function TemplateList({ onChoose }: { readonly onChoose: (choice: TemplateChoice) => void }) {
  const session = useSession();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const { data, error, isPending, refetch } = useQuery(templatesQuery(session));
  const offered = (data ?? []).map(({ pack, group, name, title, description, pictureUrl }): Card => ({
    key: `${pack ?? ''} ${group} ${name}`,
    group,
    title,
    description,
    pictureUrl,
    choice: { kind: 'server', name: title, pack, file: name },
  }));
  const found = findCards([...OWN_CARDS, ...offered], search);
  return (
    <div className="flex flex-col gap-3">
      <SearchInput label={t.searchTemplates} value={search} onChange={setSearch} />
      {error !== null && data === undefined && (
        <ErrorState title={t.templatesFailed} detail={wordFailure(toAppError(error))} onRetry={() => void refetch()} />
      )}
      {groupCards(found.slice(0, limit)).map(([group, cards]) => (
        <section key={group} aria-label={group} className="flex flex-col gap-1">
          <h3 className="font-semibold">{group}</h3>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-2">
            {cards.map((card) => (
              <li key={card.key}>
                <TemplateCard card={card} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isPending && <Skeleton className="h-24" />}
      {found.length === 0 && !isPending && <p className="p-4 text-center text-muted">{t.noTemplate({ text: search })}</p>}
      {found.length > limit && (
        <Button onClick={() => setLimit(limit + SHOWN_AT_ONCE)}>{t.moreTemplates({ count: found.length - limit })}</Button>
      )}
    </div>
  );
}

function TemplateCard({ card, onChoose }: { readonly card: Card; readonly onChoose: (choice: TemplateChoice) => void }) {
  const [hasPicture, setHasPicture] = useState(card.pictureUrl !== null);
  return (
    <button
      type="button"
      title={card.description}
      onClick={() => onChoose(card.choice)}
      className="flex h-full w-full flex-col gap-1 rounded-control border border-border p-1.5 text-left hover:bg-raised"
    >
      <span className="flex aspect-[4/3] w-full items-center justify-center overflow-hidden rounded-control bg-sunken text-faint">
        {hasPicture && card.pictureUrl !== null ? (
          <img src={card.pictureUrl} alt="" loading="lazy" className="size-full object-cover" onError={() => setHasPicture(false)} />
        ) : (
          <FileImage size={20} strokeWidth={1.75} aria-hidden />
        )}
      </span>
      <span className="w-full font-semibold break-words">{card.title}</span>
      {card.description !== '' && <span className="line-clamp-2 text-secondary text-muted">{card.description}</span>}
    </button>
  );
}

function findCards(cards: readonly Card[], search: string): readonly Card[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(({ title, description, group }) => {
    const text = `${title} ${description} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function groupCards(cards: readonly Card[]): readonly (readonly [string, readonly Card[]])[] {
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    const group = groups.get(card.group);
    if (group === undefined) groups.set(card.group, [card]);
    else group.push(card);
  }
  return [...groups];
}
