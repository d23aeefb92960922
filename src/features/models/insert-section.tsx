import { Check, CornerDownRight, Ellipsis, Plus } from 'lucide-react';
import { Button, IconButton } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { toInserted } from './insert-targets';
import type { Insertion, InsertTarget } from './insert-targets';
import { t } from './texts';
import { useInsert } from './use-insert';
import type { Inserting } from './use-insert';

/** Loaders with a button of their own; the rest is in a menu. */
const SHOWN_LOADERS = 2;

/** Ways to put a model or an embedding into the workflow in front; one that is not open says why. */
export function InsertSection({ insertion }: { readonly insertion: Insertion }) {
  const inserting = useInsert(insertion);
  const { targets, loaders, obstacle, intoTarget, asNode } = inserting;
  const reason = wordObstacle(inserting, insertion);
  const others = loaders.slice(SHOWN_LOADERS);
  return (
    <section aria-label={t.use} className="flex flex-col gap-2 border-b border-border px-3 py-3">
      <h3 className="font-semibold">{t.use}</h3>
      {targets.map((target) => (
        <TargetButton key={`${target.nodeId}/${target.input}`} target={target} insertion={insertion} onInsert={() => intoTarget(target)} />
      ))}
      {targets.length === 0 && (
        <>
          <Button disabled title={reason} icon={<CornerDownRight size={16} strokeWidth={1.75} aria-hidden />}>
            {t.insert}
          </Button>
          <p className="text-secondary text-muted">{reason}</p>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {loaders.slice(0, SHOWN_LOADERS).map((loader) => (
          <Button
            key={`${loader.nodeType.name}/${loader.input}`}
            className="min-w-0 flex-1"
            disabled={obstacle !== null}
            title={obstacle === null ? loader.nodeType.name : reason}
            icon={<Plus size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />}
            onClick={() => asNode(loader)}
          >
            <span className="truncate">{t.addAs({ node: loader.nodeType.displayName })}</span>
          </Button>
        ))}
        {others.length > 0 && (
          <Menu
            trigger={
              <IconButton label={t.moreLoaders} disabled={obstacle !== null}>
                <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
            }
            items={others.map((loader) => ({
              id: `${loader.nodeType.name}/${loader.input}`,
              label: loader.nodeType.displayName,
              hint: loader.input,
              onSelect: () => asNode(loader),
            }))}
          />
        )}
      </div>
      {loaders.length === 0 && obstacle !== 'no-types' && <p className="text-secondary text-muted">{t.noLoader}</p>}
    </section>
  );
}

interface TargetButtonProps {
  readonly target: InsertTarget;
  readonly insertion: Insertion;
  readonly onInsert: () => void;
}

function TargetButton({ target, insertion, onInsert }: TargetButtonProps) {
  const { nodeTitle, nodeId, input, value, isWired } = target;
  const place = { node: t.nodeName({ title: nodeTitle, id: nodeId }), input };
  const isThere = insertion.kind === 'model' && toInserted(value, insertion) === value;
  const Icon = isThere ? Check : CornerDownRight;
  return (
    <>
      <Button
        tone="accent"
        disabled={isThere || isWired}
        title={isWired ? t.wired : undefined}
        icon={<Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />}
        onClick={onInsert}
      >
        <span className="min-w-0 truncate">{isThere ? t.isThere(place) : t.insertInto(place)}</span>
      </Button>
      {isWired && <p className="text-secondary text-muted">{t.wired}</p>}
    </>
  );
}

function wordObstacle({ obstacle, hasSelection }: Inserting, { kind }: Insertion): string {
  if (obstacle === 'no-document') return t.openFirst;
  if (obstacle === 'no-types') return t.typesMissing;
  if (!hasSelection) return kind === 'model' ? t.selectModel : t.selectText;
  return kind === 'model' ? t.doesNotTake : t.hasNoText;
}
