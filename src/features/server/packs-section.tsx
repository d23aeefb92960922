import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { wordFailure } from '@/components/server-failure/word-failure';
import { extensionsQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { ErrorState, Skeleton } from '@/ui/states';
import { toNodePacks } from './node-packs';
import type { NodePack } from './node-packs';
import { Section, SectionNote } from './section';
import { t } from './texts';

const NO_SCRIPTS: readonly string[] = [];
/** Names listed of one pack; ComfyUI itself has hundreds, and the node library shows them all. */
const MAX_NAMES = 100;

/** What is installed: packs with their nodes and the scripts they bring. */
export function PacksSection() {
  const { nodeTypes, status, error, refetch } = useNodeTypes();
  const extensions = useQuery(extensionsQuery(useSession()));
  const scripts = extensions.data ?? NO_SCRIPTS;
  const packs = useMemo(() => toNodePacks(nodeTypes.all(), scripts), [nodeTypes, scripts]);
  return (
    <Section title={t.packs}>
      {status === 'failed' && error !== null && <ErrorState title={t.packsFailed} detail={wordFailure(error)} onRetry={refetch} />}
      {status === 'loading' && (
        <div role="status" aria-label={t.packsLoading}>
          <Skeleton className="h-16" />
        </div>
      )}
      {status === 'ready' && packs.length === 0 && <SectionNote>{t.packsEmpty}</SectionNote>}
      {status === 'ready' && (
        <ul aria-label={t.packs}>
          {packs.map((pack) => (
            <Pack key={pack.name} pack={pack} />
          ))}
        </ul>
      )}
      {extensions.error !== null && <SectionNote>{t.extensionsFailed({ reason: wordFailure(extensions.error) })}</SectionNote>}
    </Section>
  );
}

function Pack({ pack }: { readonly pack: NodePack }) {
  const [isOpen, setOpen] = useState(false);
  const { name, nodes, scripts } = pack;
  const counts = [t.nodes({ count: nodes.length }), ...(scripts.length > 0 ? [t.scripts({ count: scripts.length })] : [])];
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-1 hover:bg-raised pointer-coarse:min-h-11">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-secondary text-muted tabular-nums">{counts.join(', ')}</span>
        </summary>
        {isOpen && (
          <div className="px-1 pb-2 text-secondary text-muted">
            <p className="break-words">
              {nodes.slice(0, MAX_NAMES).join(' · ')}
              {nodes.length > MAX_NAMES && ` ${t.moreNodes({ count: nodes.length - MAX_NAMES })}`}
            </p>
            {scripts.length > 0 && (
              <>
                <p className="mt-2">{t.scriptList}</p>
                <ul className="font-mono break-all">
                  {scripts.map((path) => (
                    <li key={path}>{path}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </details>
    </li>
  );
}
