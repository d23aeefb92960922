import { Link2 } from 'lucide-react';
import { memo, useMemo } from 'react';
import { MiddleText } from '@/components/output-media/middle-text';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import type { JobOutput } from '@/jobs/job';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { InputFile } from './input-files';
import { t } from './texts';

export interface InputTileProps {
  readonly item: InputFile;
  readonly revision: string;
  readonly isChosen: boolean;
  readonly isHeld: boolean;
  readonly isTabStop: boolean;
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly position: number;
  readonly count: number;
  readonly onChoose: (path: string) => void;
}

/** One input file: a square and its name. */
export const InputTile = memo(function InputTile(props: InputTileProps) {
  const { item, revision, isChosen, isHeld, isTabStop, xPx, yPx, widthPx, position, count, onChoose } = props;
  const { path, uses, isListed } = item;
  const output = useMemo(() => toOutput(item), [item]);
  const note = uses.length > 0 ? t.inUse({ count: uses.length }) : null;
  return (
    <li
      style={{ width: widthPx, transform: `translate(${xPx}px, ${yPx}px)` }}
      className="absolute top-0 left-0"
      aria-posinset={position + 1}
      aria-setsize={count}
      data-input={path}
    >
      <button
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        data-roving={path}
        aria-label={[t.show({ name: path }), note].filter(Boolean).join(', ')}
        aria-pressed={isChosen}
        title={isListed ? path : `${path}\n${t.notListed}`}
        className="relative block w-full overflow-hidden rounded-control border border-border bg-sunken hover:border-border-strong aria-pressed:border-accent"
        style={{ height: widthPx }}
        onClick={() => onChoose(path)}
      >
        <OutputThumbnail
          key={revision}
          jobId={toPromptId(revision)}
          output={output}
          caption={path}
          fit="contain"
          sizePx={widthPx}
          isHeld={isHeld}
        />
        {note !== null && (
          <span className="absolute top-1 right-1 rounded-control bg-surface p-0.5 text-accent">
            <Link2 size={12} strokeWidth={1.75} aria-hidden />
          </span>
        )}
      </button>
      <p aria-hidden className="text-secondary text-muted">
        <MiddleText text={item.file.filename} />
      </p>
    </li>
  );
});

/** As the parts for outputs take it. */
export function toOutput({ file, kind }: Pick<InputFile, 'file' | 'kind'>): JobOutput {
  return { kind, file, nodeId: toNodeId(''), key: 'input', text: null };
}
