import { ChevronLeft, ChevronRight, Columns2, FolderOpen, Info, Keyboard } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { goToDocument } from '@/components/job-actions/go-to';
import { openedId, useOpenWorkflow } from '@/components/open-workflow/use-open-workflow';
import { toOutputName } from '@/components/output-media/alt-text';
import { DownloadLink } from '@/components/output-media/download-link';
import { MiddleText } from '@/components/output-media/middle-text';
import type { Job } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { EmptyState, Skeleton } from '@/ui/states';
import { OutputActions } from '../actions/output-actions';
import { OutputDetails } from '../details/output-details';
import type { LoadedFacts } from '../details/output-details';
import { findItem } from '../gallery-items';
import type { GalleryItem } from '../gallery-items';
import type { MarkChange, Marks } from '../marks/mark';
import { t } from '../texts';
import type { Size } from './fit';
import type { PictureZoom } from './use-picture-zoom';
import type { Playback } from './video-view';
import { ComparedPictures, findComparable } from './compared-pictures';
import { KeyList } from './key-list';
import { findLoadedBytes } from './loaded-bytes';
import type { PictureControls } from './picture-view';
import { usePreloaded } from './use-preloaded';
import { useSwipe } from './use-swipe';
import { useViewerKeys } from './use-viewer-keys';
import type { ViewerKeys } from './use-viewer-keys';
import { ViewerStage } from './viewer-stage';

export interface ViewerProps {
  /** What previous and next walk through. */
  readonly items: readonly GalleryItem[];
  /** Where an output is looked for that the filters leave out. */
  readonly jobs: readonly Job[];
  readonly isPending: boolean;
  readonly outputRef: string;
  /** Beside the graph no address changes when a workflow opens: the viewer closes itself. */
  readonly isOverGraph: boolean;
  readonly marks: Marks;
  readonly onMark: (refs: readonly string[], change: MarkChange) => void;
  /** What was chosen to be compared; empty = what follows the one shown. */
  readonly compared: readonly string[];
  /** Another output, or null to close. */
  readonly onOpen: (ref: string | null) => void;
}

/** One output over the whole page. */
export function Viewer(props: ViewerProps) {
  const { items, jobs, isPending, outputRef, onOpen } = props;
  const index = items.findIndex(({ ref }) => ref === outputRef);
  const item = useMemo(() => items[index] ?? findItem(outputRef, jobs), [items, index, outputRef, jobs]);
  return (
    <Dialog
      title={t.viewer}
      closeLabel={t.close}
      isOpen
      onClose={() => onOpen(null)}
      className="h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-sm:h-dvh max-sm:max-h-dvh max-sm:w-screen max-sm:max-w-none"
    >
      {item !== null && <ViewerBody {...props} item={item} index={index} />}
      {item === null && isPending && <Skeleton className="size-full" />}
      {item === null && !isPending && <EmptyState title={t.notInList} hint={t.notInListHint} />}
    </Dialog>
  );
}

interface ViewerBodyProps extends ViewerProps {
  readonly item: GalleryItem;
  /** −1 for an output the filters leave out. */
  readonly index: number;
}

/** Below this width the details would leave no room for the picture. */
const WIDE_PX = 900;

function ViewerBody({ item, items, index, isOverGraph, marks, onMark, compared, onOpen }: ViewerBodyProps) {
  const [hasDetails, setDetails] = useState(() => window.innerWidth >= WIDE_PX);
  const [hasKeys, setKeys] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const [isComparing, setComparing] = useState(compared.length > 1);
  const picture = useRef<PictureControls>(null);
  const playback = useRef<Playback>(null);
  const comparison = useRef<PictureZoom>(null);
  const { loaded, noteLoaded } = useLoadedFacts(item);
  const openWorkflow = useOpenItem(item, isOverGraph ? onOpen : null);
  const before = index > 0 ? items[index - 1] : undefined;
  const after = index >= 0 ? items[index + 1] : undefined;

  const others = useMemo(() => findComparable(items, index, compared), [items, index, compared]);
  const mark = marks.get(item.ref);
  const canCompare = item.output.kind === 'image' && others.length > 1;
  usePreloaded(useMemo(() => [after, before], [after, before]));

  const keys = useMemo<ViewerKeys>(() => {
    const zoom = () => picture.current ?? comparison.current;
    const play = () => playback.current ?? picture.current;
    return {
      previous: () => before !== undefined && onOpen(before.ref),
      next: () => after !== undefined && onOpen(after.ref),
      zoomBy: (factor) => zoom()?.zoomBy(factor),
      panBy: (x, y) => zoom()?.panBy(x, y),
      fit: () => zoom()?.fit(),
      actual: () => zoom()?.actual(),
      changeBackdrop: () => picture.current?.changeBackdrop(),
      favourite: () => onMark([item.ref], { isFavourite: mark?.isFavourite !== true }),
      judge: (verdict) => {
        onMark([item.ref], { verdict: mark?.verdict === verdict ? null : verdict });
        if (after !== undefined) onOpen(after.ref);
      },
      compare: () => canCompare && setComparing((shown) => !shown),
      togglePlay: () => play()?.toggle(),
      step: (frames) => play()?.step(frames),
      download: () => body.current?.querySelector<HTMLElement>('a[download]')?.click(),
      openWorkflow,
      toggleDetails: () => setDetails((shown) => !shown),
      toggleKeys: () => setKeys((shown) => !shown),
    };
  }, [before, after, onOpen, openWorkflow, canCompare, item.ref, mark, onMark]);
  useViewerKeys(keys);
  const swipe = useSwipe(
    (by) => (by > 0 ? keys.next() : keys.previous()),
    () => !isComparing && item.output.kind !== 'model' && (picture.current?.isFitted() ?? true),
  );

  const name = toOutputName(item.output);
  const { file } = item.output;
  return (
    <div ref={body} className="flex h-full min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-1">
        <IconButton label={t.previous} disabled={before === undefined} onClick={keys.previous}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t.next} disabled={after === undefined} onClick={keys.next}>
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <p role="status" className="flex min-w-0 flex-1 px-1 tabular-nums max-sm:order-last max-sm:basis-full">
          <MiddleText text={name} />
          {index >= 0 && <span className="whitespace-pre">{t.position({ at: index + 1, count: items.length })}</span>}
        </p>
        {file !== null && <DownloadLink file={file} jobId={item.job?.id ?? null} />}
        <IconButton label={t.openWorkflow} onClick={openWorkflow}>
          <FolderOpen size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        {item.output.kind === 'image' && (
          <IconButton
            label={isComparing ? t.compareEnd : t.compare}
            title={canCompare ? t.compare : t.compareNone}
            disabled={!canCompare}
            isPressed={isComparing}
            onClick={keys.compare}
          >
            <Columns2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
        <OutputActions item={item} onDeleted={() => onOpen(null)} />
        <IconButton label={t.details} isPressed={hasDetails} onClick={keys.toggleDetails}>
          <Info size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t.keys} className="pointer-coarse:hidden" isPressed={hasKeys} onClick={keys.toggleKeys}>
          <Keyboard size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className="flex min-h-0 flex-1 gap-3 max-md:flex-col">
        <div className="min-h-0 min-w-0 flex-1" data-output={item.ref} {...swipe}>
          {isComparing && canCompare ? (
            <ComparedPictures items={others} isAll={compared.length > 1} zoomRef={comparison} />
          ) : (
            <ViewerStage key={item.ref} item={item} zoomRef={picture} playRef={playback} onLoaded={noteLoaded} />
          )}
        </div>
        {(hasDetails || hasKeys) && (
          // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard
          <aside aria-label={t.details} tabIndex={0} className="flex shrink-0 flex-col gap-4 overflow-auto max-md:max-h-56 md:w-72">
            {hasKeys && <KeyList />}
            {hasDetails && <OutputDetails item={item} loaded={loaded} mark={mark} onMark={(change) => onMark([item.ref], change)} />}
          </aside>
        )}
      </div>
    </div>
  );
}

/** Size and bytes of the output shown, known when it has loaded. */
function useLoadedFacts({ ref, job, output }: GalleryItem) {
  const { client } = useSession();
  const [loaded, setLoaded] = useState<(LoadedFacts & { readonly ref: string }) | null>(null);
  const noteLoaded = (size: Size | null): void => {
    const url = output.file === null ? null : client.viewUrl(output.file, job === null ? {} : { cacheKey: job.id });
    setLoaded({ ref, size, bytes: url === null ? null : findLoadedBytes(url) });
  };
  return { loaded: loaded?.ref === ref ? loaded : null, noteLoaded };
}

/** Opens the workflow behind the output beside what is open, and goes there. `close` ends the view where going there does not. */
function useOpenItem({ job, output }: GalleryItem, close: ((ref: null) => void) | null): () => void {
  const { openJob, openOutput } = useOpenWorkflow();
  return useMemo(() => {
    const open = async (): Promise<void> => {
      const { file } = output;
      const outcome = file !== null ? await openOutput({ file, job }) : job !== null ? await openJob(job) : null;
      const id = outcome === null ? null : openedId(outcome);
      if (id === null) return;
      close?.(null);
      goToDocument(id);
    };
    return () => void open();
  }, [job, output, close, openJob, openOutput]);
}
