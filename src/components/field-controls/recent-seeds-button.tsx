import { History } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { toExactNumber } from '@/graph/node-types/widget-spec';
import type { JsonValue } from '@/lib/json';
import { selectJobs } from '@/session/select-jobs';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { findRecentSeeds } from '../job-row/recent-seeds';
import { ChoiceList } from './choice-list';
import { OWN_GESTURES } from './field-frame';
import { t } from './texts';

export interface RecentSeedsButtonProps {
  readonly value: JsonValue;
  readonly isLinked: boolean;
  readonly onChoose: (seed: JsonValue) => void;
}

/** Offers the last ten seeds that ran. They are looked up when asked for: a seed on the graph listens to no list of jobs. */
export function RecentSeedsButton({ value, isLinked, onChoose }: RecentSeedsButtonProps) {
  const session = useSession();
  const [seeds, setSeeds] = useState<readonly JsonValue[] | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const close = (): void => {
    setSeeds(null);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <IconButton
        ref={button}
        label={t.recentSeeds}
        className={`${OWN_GESTURES} pointer-fine:size-6`}
        disabled={isLinked}
        title={isLinked ? t.fedByWire : t.recentSeeds}
        onClick={() => setSeeds(findSeedsThatRan(session))}
      >
        <History size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {seeds !== null && (
        <ChoiceList
          label={t.recentSeeds}
          listId={listId}
          choices={seeds}
          value={value}
          emptyText={t.noRecentSeeds}
          onChoose={(seed) => {
            close();
            if (seed !== value) onChoose(seed);
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function findSeedsThatRan(session: Session): readonly JsonValue[] {
  const { queue, history } = selectJobs(session);
  const seeds = findRecentSeeds([...queue.filter(({ state }) => state === 'running'), ...history]);
  return seeds.flatMap(({ seed: { value } }) => (/^-?\d+$/.test(value) ? [toExactNumber(BigInt(value))] : []));
}
