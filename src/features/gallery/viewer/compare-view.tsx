import { useEffect, useImperativeHandle, useState } from 'react';
import type { CSSProperties, ReactNode, Ref } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { toJobCaption } from '@/components/job-row/job-title';
import { toAltText, toOutputName } from '@/components/output-media/alt-text';
import { MiddleText } from '@/components/output-media/middle-text';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import type { Placement, Size } from './fit';
import { toPictureStyle } from './picture-view';
import { useLockedZoom } from './use-locked-zoom';
import type { PictureZoom } from './use-picture-zoom';

type CompareMode = 'side' | 'slider' | 'difference' | 'flicker';

const MODES: readonly { readonly value: CompareMode; readonly label: string }[] = [
  { value: 'side', label: t.compareSide },
  { value: 'slider', label: t.compareSlider },
  { value: 'difference', label: t.compareDifference },
  { value: 'flicker', label: t.compareFlicker },
];

const FLICKER_MS = 600;
const STAGE = 'relative min-h-0 min-w-0 flex-1 cursor-grab touch-none overflow-hidden rounded-control bg-sunken active:cursor-grabbing';

export interface CompareViewProps {
  /** Two to four pictures; slider and difference take the first two. */
  readonly items: readonly GalleryItem[];
  readonly ref?: Ref<PictureZoom>;
}

/** Pictures against each other with one zoom for all. Those of other sizes are drawn into the room of the first. */
export function CompareView({ items, ref }: CompareViewProps) {
  const [mode, setMode] = useState<CompareMode>('side');
  const [share, setShare] = useState(50);
  const [size, setSize] = useState<Size | null>(null);
  const { stages, toRef } = useStages(mode === 'side' ? items.length : 1);
  const { placement, controls } = useLockedZoom(stages, size);
  const [shown, showNext] = useFlicker(mode === 'flicker', items.length);
  useImperativeHandle(ref, () => controls, [controls]);

  const layer = (item: GalleryItem, at: number, style: CSSProperties = {}) => (
    <Layer key={item.ref} item={item} placement={placement} size={size} style={style} onSize={at === 0 ? setSize : null} />
  );
  const overlays: Readonly<Record<Exclude<CompareMode, 'side'>, () => ReactNode>> = {
    slider: () =>
      items.slice(0, 2).map((item, at) => (
        <div key={item.ref} className="absolute inset-0" style={at === 0 ? {} : { clipPath: `inset(0 0 0 ${share}%)` }}>
          {layer(item, at)}
        </div>
      )),
    difference: () => items.slice(0, 2).map((item, at) => layer(item, at, at === 0 ? {} : { mixBlendMode: 'difference' })),
    flicker: () => items.map((item, at) => layer(item, at, at === shown ? {} : { visibility: 'hidden' })),
  };
  return (
    <section aria-label={t.compare} className="flex size-full min-h-0 flex-col gap-2">
      {mode === 'side' ? (
        <div className="grid min-h-0 flex-1 auto-rows-fr grid-cols-2 gap-2 max-sm:grid-cols-1">
          {items.map((item, at) => (
            <figure key={item.ref} className="flex min-h-0 min-w-0 flex-col">
              <div ref={toRef(at)} className={STAGE}>
                {layer(item, at)}
              </div>
              <figcaption className="flex min-w-0 text-secondary text-muted">
                <MiddleText text={toOutputName(item.output)} />
              </figcaption>
            </figure>
          ))}
        </div>
      ) : (
        <div ref={toRef(0)} className={`${STAGE} isolate`} style={mode === 'difference' ? { backgroundColor: '#000000' } : {}}>
          {overlays[mode]()}
          {mode === 'slider' && <div aria-hidden className="absolute inset-y-0 w-0.5 bg-accent" style={{ left: `${share}%` }} />}
        </div>
      )}
      <div className="flex flex-wrap items-center justify-center gap-2">
        <SelectField
          label={t.compareMode}
          value={mode}
          options={MODES}
          onChange={(value) => setMode(MODES.find((one) => one.value === value)?.value ?? 'side')}
        />
        {mode === 'slider' && (
          <input
            type="range"
            aria-label={t.compareSplit}
            min={0}
            max={100}
            value={share}
            onChange={(event) => setShare(event.target.valueAsNumber)}
            className="w-64 max-w-full accent-accent pointer-coarse:h-11"
          />
        )}
        {mode === 'flicker' && <Button onClick={showNext}>{t.flickerNext({ at: shown + 1, count: items.length })}</Button>}
        <Button tone="quiet" onClick={controls.fit}>
          {t.fit}
        </Button>
        <Button tone="quiet" onClick={controls.actual}>
          {t.actual}
        </Button>
        {placement !== null && (
          <span className="w-16 text-center text-muted tabular-nums">{t.zoomLevel({ percent: Math.round(placement.k * 100) })}</span>
        )}
      </div>
    </section>
  );
}

interface LayerProps {
  readonly item: GalleryItem;
  readonly placement: Placement | null;
  readonly size: Size | null;
  readonly style: CSSProperties;
  /** Told the size of the picture that gives the measure. */
  readonly onSize: ((size: Size) => void) | null;
}

function Layer({ item, placement, size, style, onSize }: LayerProps) {
  const { client } = useSession();
  const { job, output } = item;
  if (output.file === null) return null;
  return (
    <img
      src={client.viewUrl(output.file, job === null ? {} : { cacheKey: job.id })}
      alt={toAltText(output, toJobCaption(job))}
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
        if (width > 0 && height > 0) onSize?.({ width, height });
      }}
      className="pointer-events-none absolute top-0 left-0 max-w-none origin-top-left object-contain select-none"
      style={{ ...toPictureStyle(placement, size), ...style }}
    />
  );
}

/** The elements the pictures lie on, in order, as soon as all are there. */
function useStages(count: number) {
  const [elements, setElements] = useState<readonly (HTMLElement | null)[]>([]);
  const [refs] = useState(() =>
    [0, 1, 2, 3].map((at) => (element: HTMLElement | null) => {
      setElements((before) => (before[at] === element ? before : Object.assign([...before], { [at]: element })));
    }),
  );
  const [known, setKnown] = useState<readonly HTMLElement[]>([]);
  const wanted = elements.slice(0, count).filter((element) => element instanceof HTMLElement);
  const next = wanted.length === count ? wanted : [];
  // A list that follows from others keeps its identity until it changes.
  if (next.length !== known.length || next.some((element, at) => element !== known[at])) setKnown(next);
  return { stages: known, toRef: (at: number) => refs[at] ?? null };
}

/** Which of several is shown; changes by itself unless motion is reduced. */
function useFlicker(isOn: boolean, count: number): [shown: number, showNext: () => void] {
  const { clock } = useSession();
  const [shown, setShown] = useState(0);
  const isStill = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  // Synchronises with the clock.
  useEffect(() => {
    if (!isOn || isStill) return;
    const timer = clock.after(FLICKER_MS, () => setShown((shown + 1) % count));
    return () => timer.cancel();
  }, [isOn, isStill, clock, shown, count]);
  return [shown % count, () => setShown((shown + 1) % count)];
}
