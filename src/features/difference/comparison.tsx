import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { wordDifference, type WordedDifference } from '@/components/differences/word-difference';
import { toJobTitle } from '@/components/job-row/job-title';
import { SelectField } from '@/components/job-row/select-field';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { findDifferences } from '@/graph/diff/find-differences';
import { formatExactMoment } from '@/lib/format';
import { toNodeId } from '@/protocol/ids';
import { keys } from '@/session/keys';
import { useSession } from '@/session/session-provider';
import { useHistoryJobs } from '@/session/use-jobs';
import { Button } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { readVersion, toGraphs, type Side } from './sides';
import { t } from './texts';

/** Runs further back are compared on the history's own page. */
const OFFERED_RUNS = 30;
const SIDES = { added: t.added, removed: t.removed };

interface Offer {
  readonly value: string;
  readonly label: string;
  readonly side: Side | null;
  readonly canRestore: boolean;
}

export interface ComparisonProps {
  readonly open: OpenDocument;
  readonly onClose: () => void;
}

/** Choosing the other side, and what differs. */
export function Comparison({ open, onClose }: ComparisonProps) {
  const offers = useOffers(open);
  const [chosen, setChosen] = useState('');
  const offer = offers.find(({ value }) => value === chosen);
  if (offers.length === 0) return <p className="text-muted">{t.nothing}</p>;
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label={t.what}
        value={chosen}
        options={[{ value: '', label: t.choose }, ...offers.map(({ value, label }) => ({ value, label }))]}
        onChange={setChosen}
      />
      {offer?.side === null && <p className="text-danger">{t.unreadable}</p>}
      {offer !== undefined && offer.side !== null && (
        <Differences open={open} side={offer.side} canRestore={offer.canRestore} onClose={onClose} />
      )}
    </div>
  );
}

function useOffers(open: OpenDocument): readonly Offer[] {
  const workspace = useWorkspace();
  const { serverId } = useSession();
  const documents = useDocuments((state) => state.documents);
  const { jobs } = useHistoryJobs();
  const path = open.origin.kind === 'userdata' ? open.origin.path : '';
  const { data: versions } = useQuery({
    queryKey: keys.savedVersions(serverId, path),
    queryFn: () => workspace.versions.list(path),
    enabled: path !== '',
    staleTime: 0,
  });
  return useMemo(() => {
    const ofDocuments = Object.values(documents)
      .filter(({ id }) => id !== open.id)
      .map(({ id, name, document }): Offer => {
        return { value: `document ${id}`, label: t.openDocument({ name }), side: { kind: 'document', document }, canRestore: false };
      });
    const ofVersions = (versions ?? []).map(({ savedAtMs, text }): Offer => {
      const document = readVersion(text);
      const side: Side | null = document === null ? null : { kind: 'document', document };
      return { value: `version ${savedAtMs}`, label: t.version({ time: formatExactMoment(savedAtMs) }), side, canRestore: true };
    });
    const ofRuns = jobs.slice(0, OFFERED_RUNS).flatMap((job): readonly Offer[] => {
      if (job.prompt === null) return [];
      const time = job.endedAtMs === null ? job.id.slice(0, 8) : formatExactMoment(job.endedAtMs);
      const label = t.run({ name: toJobTitle(job), time });
      return [{ value: `run ${job.id}`, label, side: { kind: 'prompt', prompt: job.prompt }, canRestore: false }];
    });
    return [...ofVersions, ...ofDocuments, ...ofRuns];
  }, [documents, open.id, versions, jobs]);
}

interface DifferencesProps extends ComparisonProps {
  readonly side: Side;
  readonly canRestore: boolean;
}

function Differences({ open, side, canRestore, onClose }: DifferencesProps) {
  const workspace = useWorkspace();
  const announce = useToast();
  const { nodeTypes } = useNodeTypes();
  const found = useMemo(() => {
    const { before, after } = toGraphs(open.document, side, nodeTypes);
    return findDifferences(before, after);
  }, [open.document, side, nodeTypes]);
  const changed = new Set(found.filter(({ kind }) => kind !== 'node-removed').map(({ nodeId }) => nodeId.split(':')[0] ?? nodeId));
  const mark = (): void => {
    workspace.select(open.id, [...changed].map(toNodeId));
    announce(t.marked({ count: changed.size }));
    onClose();
  };
  const restore = (): void => {
    if (side.kind !== 'document') return;
    workspace.edit(open.id, () => side.document);
    announce(t.restored, 'success');
    onClose();
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex-1">{found.length === 0 ? t.none : t.count({ count: found.length })}</p>
        {changed.size > 0 && <Button onClick={mark}>{t.mark}</Button>}
        {canRestore && found.length > 0 && <Button onClick={restore}>{t.restore}</Button>}
      </div>
      {found.length > 0 && (
        <ul aria-label={t.differences} className="flex flex-col rounded-control border border-border">
          {found.map((difference) => {
            const row = wordDifference(difference, SIDES);
            const href =
              difference.kind === 'node-removed'
                ? null
                : `#/graph/${encodeURIComponent(open.id)}?node=${encodeURIComponent(difference.nodeId)}`;
            return <Row key={row.key} row={row} href={href} onGo={onClose} />;
          })}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  readonly row: WordedDifference;
  /** Where its node is shown; null when it is not in the open workflow. */
  readonly href: string | null;
  readonly onGo: () => void;
}

function Row({ row: { what, where, before, after }, href, onGo }: RowProps) {
  return (
    <li className="grid grid-cols-2 gap-x-3 border-b border-border px-2 py-1.5 text-secondary last:border-b-0">
      <p className="col-span-2 break-words">
        <span className="font-semibold">{what}</span>{' '}
        {href === null ? (
          <span className="text-muted">{where}</span>
        ) : (
          <a href={href} aria-label={t.show({ where })} className="text-accent underline" onClick={onGo}>
            {where}
          </a>
        )}
      </p>
      {before !== null && (
        <p className="min-w-0 break-words whitespace-pre-wrap text-muted tabular-nums">
          <span className="sr-only">{t.before}: </span>
          {before}
        </p>
      )}
      {after !== null && (
        <p className="min-w-0 break-words whitespace-pre-wrap tabular-nums">
          <span className="sr-only">{t.after}: </span>
          {after}
        </p>
      )}
    </li>
  );
}
