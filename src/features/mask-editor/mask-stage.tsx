import { useEffect, useId, useRef, type Ref } from 'react';
import type { Painting } from './pixels/painting';
import { readPixels, type OpenedPicture } from './open-picture';
import { attachStage, type Stage } from './stage/attach-stage';
import { t } from './texts';
import type { ToolSettings } from './tool-settings';

export interface MaskStageProps {
  readonly opened: OpenedPicture;
  readonly painting: Painting;
  readonly settings: ToolSettings;
  /** Set while the stage is there. */
  readonly stageRef: Ref<Stage>;
  readonly alt: string;
  readonly onDone: () => void;
  readonly onZoom: (percent: number) => void;
  /** The keys put the tool down, or lifted it. */
  readonly onPress: (isDown: boolean) => void;
}

/** The picture with its mask, to paint on. */
export function MaskStage({ opened, painting, settings, stageRef, alt, onDone, onZoom, onPress }: MaskStageProps) {
  const hintId = useId();
  const host = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const mask = useRef<HTMLCanvasElement>(null);
  const outline = useRef<SVGPolygonElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage>(null);
  const latest = useRef({ settings, onDone, onZoom, onPress });
  const { width, height } = opened;
  const { overlay } = settings;

  // Synchronises the stage, which lives outside React, with the settings and with who listens now.
  useEffect(() => {
    latest.current = { settings, onDone, onZoom, onPress };
    stage.current?.refreshRing();
  });
  // Synchronises pointers, keys and canvases with the painting.
  useEffect(() => {
    if (!host.current || !sheet.current || !picture.current || !mask.current || !outline.current || !ring.current) return undefined;
    picture.current.getContext('2d')?.drawImage(opened.picture, 0, 0);
    let pixels: Uint8ClampedArray | null = null;
    const elements = { host: host.current, sheet: sheet.current, mask: mask.current, outline: outline.current, ring: ring.current };
    const attached = attachStage(elements, {
      painting,
      settings: () => latest.current.settings,
      pixels: () => (pixels ??= readPixels(opened.picture)),
      onDone: () => latest.current.onDone(),
      onZoom: (percent) => latest.current.onZoom(percent),
      onPress: (isDown) => latest.current.onPress(isDown),
    });
    stage.current = attached;
    if (typeof stageRef === 'object' && stageRef !== null) stageRef.current = attached;
    return () => {
      attached.detach();
      stage.current = null;
    };
  }, [opened, painting, stageRef]);
  // Synchronises the canvas with the colour of the mask.
  useEffect(() => stage.current?.drawAll(), [overlay]);

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- an application takes the keyboard
    <div
      ref={host}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- the same
      tabIndex={0}
      role="application"
      aria-label={t.stage}
      aria-describedby={hintId}
      className="relative size-full cursor-crosshair touch-none overflow-hidden rounded-control border border-border bg-sunken select-none"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || stage.current?.handleKey(event) !== true) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div ref={sheet} className="absolute top-0 left-0 origin-top-left" style={{ width, height }}>
        <canvas ref={picture} width={width} height={height} role="img" aria-label={alt} className="absolute inset-0" />
        <canvas
          ref={mask}
          width={width}
          height={height}
          aria-hidden
          className="absolute inset-0"
          style={{ opacity: settings.strength / 100 }}
        />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden className="absolute inset-0 size-full overflow-visible">
          <polygon ref={outline} className="fill-accent/20 stroke-accent stroke-2" vectorEffect="non-scaling-stroke" />
        </svg>
      </div>
      <p id={hintId} className="sr-only">
        {t.stageHint}
      </p>
      <div
        ref={ring}
        aria-hidden
        className="pointer-events-none absolute top-0 left-0 rounded-full border border-text outline-1 outline-surface"
      />
    </div>
  );
}
