import { ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import type { JobOutput } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useLive } from '@/session/use-live';
import { texts as t } from '../texts';
import { useNodeOutputs, useNodePreview, type RunPlace } from './use-node-run';

export interface NodeOutputProps {
  readonly place: RunPlace;
  readonly title: string;
  /** What the node said while it ran; shown when it made nothing. */
  readonly text: string | null;
}

/** What a node made in the last run, newest live preview first. Fills its parent; nothing when there is nothing. */
export function NodeOutput({ place, title, text }: NodeOutputProps) {
  const preview = useNodePreview(place.displayId, place.innerCount !== null);
  const { outputs, promptId } = useNodeOutputs(place);
  const isRunning = useLive((state) => promptId !== null && state.runs[promptId]?.state === 'running');
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, Math.max(0, outputs.length - 1));
  const shown = outputs[at];

  if (preview !== null) {
    return (
      <figure className="relative size-full">
        <img
          src={preview}
          alt={isRunning ? t.previewAlt({ title }) : t.lastPreviewAlt({ title })}
          draggable={false}
          className="size-full object-contain"
        />
        <figcaption className="absolute top-1 left-1 rounded-control bg-surface/80 px-1.5 text-secondary">
          {isRunning ? t.preview : t.lastPreview}
        </figcaption>
      </figure>
    );
  }
  if (shown === undefined)
    return text === null ? null : <p className="size-full overflow-auto p-2 text-secondary whitespace-pre-wrap">{text}</p>;
  return (
    <section aria-label={t.outputs({ title })} className="flex size-full flex-col" data-node-outputs={outputs.length}>
      <div className="min-h-0 flex-1">
        <OutputMedia output={shown} title={title} promptId={promptId} />
      </div>
      {outputs.length > 1 && (
        <div className="nodrag nopan flex h-6 shrink-0 items-center justify-center gap-2 text-secondary text-muted tabular-nums">
          <button type="button" aria-label={t.previousOutput} onClick={() => setChosen((at - 1 + outputs.length) % outputs.length)}>
            <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
          </button>
          {t.outputPosition({ at: at + 1, count: outputs.length })}
          <button type="button" aria-label={t.nextOutput} onClick={() => setChosen((at + 1) % outputs.length)}>
            <ChevronRight size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </div>
      )}
    </section>
  );
}

interface OutputMediaProps {
  readonly output: JobOutput;
  readonly title: string;
  readonly promptId: PromptId | null;
}

function OutputMedia({ output, title, promptId }: OutputMediaProps) {
  const { client } = useSession();
  const { file, text } = output;
  if (file === null) {
    return (
      // A long text scrolls; the keyboard must be able to reach it for that.
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard
      <p className="nodrag nowheel size-full overflow-auto p-2 font-mono text-secondary whitespace-pre-wrap select-text" tabIndex={0}>
        {text}
      </p>
    );
  }
  const url = client.viewUrl(file, promptId === null ? {} : { cacheKey: promptId });
  const alt = t.outputAlt({ file: file.filename, title });
  switch (output.kind) {
    case 'image':
      return <img src={url} alt={alt} draggable={false} decoding="async" className="size-full object-contain" />;
    case 'video':
      return <video src={url} aria-label={alt} controls loop muted className="nodrag nopan size-full object-contain" />;
    case 'audio':
      return (
        <div className="flex size-full items-center px-2">
          {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- generated sound comes without captions */}
          <audio src={url} aria-label={alt} controls className="nodrag nopan w-full" />
        </div>
      );
    default:
      return (
        <a
          href={url}
          download={file.filename}
          className="nodrag nopan flex size-full items-center justify-center gap-1.5 p-2 text-accent underline"
        >
          <Download size={16} strokeWidth={1.75} aria-hidden />
          <span className="truncate">{t.downloadFile({ file: file.filename })}</span>
        </a>
      );
  }
}
