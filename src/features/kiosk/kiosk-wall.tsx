import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { formatMoment } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { useFreshness } from '@/session/use-live';
import { KioskHeader } from './kiosk-header';
import { shiftAt, SHIFT_POINTS } from './screen/shift-path';
import { useDailyReload } from './screen/use-daily-reload';
import { useIsAsleep } from './screen/use-is-asleep';
import { useLeaveKeys } from './screen/use-leave-keys';
import { usePointer } from './screen/use-pointer';
import { useTicks } from './screen/use-ticks';
import { useWakeLock } from './screen/use-wake-lock';
import { WallPrivacy } from './settings/wall-context';
import type { WallSettings } from './settings/wall-settings';
import { parseWallSettings } from './settings/wall-settings';
import { t } from './texts';
import { WallNote } from './wall-note';
import { WallStage } from './wall-stage';
import { wordAge } from './word-age';

/**
 * What a server does, read-only, for a screen on the wall that runs for weeks. Everything on it comes from the stores that feed the
 * other screens; what it shows of them its address says.
 */
export function KioskWall({ isOldVersion = false }: { readonly isOldVersion?: boolean }) {
  const session = useSession();
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const { settings, faults } = useMemo(() => parseWallSettings(search, session.serverId), [search, session]);
  const isAsleep = useIsAsleep(settings.sleep);
  useLeaveKeys();
  useDailyReload(settings.reloadAt);
  useWakeLock(!isAsleep);
  // Synchronises with what the session does by itself: a wall changes nothing on the server.
  useEffect(() => session.watchOnly(), [session]);
  return (
    <WallPrivacy settings={settings}>
      <Frame settings={settings} isAsleep={isAsleep}>
        {isOldVersion && <Alert>{t.oldVersion}</Alert>}
        <WallNote key={search} faults={faults} />
      </Frame>
    </WallPrivacy>
  );
}

interface FrameProps {
  readonly settings: WallSettings;
  readonly isAsleep: boolean;
  readonly children: ReactNode;
}

/** The moving, dimming sheet with the header on one edge and what is shown beside it. */
function Frame({ settings, isAsleep, children }: FrameProps) {
  const { shiftS, scale, theme } = settings;
  const { isPointing, isTouched } = usePointer();
  const shifts = useTicks(shiftS === null ? null : shiftS * 1_000);
  const trouble = useTrouble();
  const [turn, setTurn] = useState(0);
  const { x, y } = shiftAt(shifts);
  // With one view there are no turns: then it changes edges once the picture was everywhere.
  const isBelow = (settings.views.length > 1 ? turn : Math.floor(shifts / SHIFT_POINTS)) % 2 === 1;
  return (
    <main
      aria-label={t.wall}
      data-theme={theme}
      style={toStyle(theme, scale)}
      className={clsx('relative h-dvh overflow-hidden bg-canvas text-text', !isPointing && 'cursor-none')}
    >
      <div
        data-testid="wall-sheet"
        style={{ transform: `translate(${x}px, ${y}px)` }}
        className={clsx(
          'flex h-full gap-[0.8em] px-[max(1rem,5vw)] py-[max(1rem,5vh)]',
          isBelow ? 'flex-col-reverse' : 'flex-col',
          isAsleep && 'opacity-40',
        )}
      >
        <KioskHeader isBelow={isBelow} />
        {trouble !== null && <Alert>{trouble}</Alert>}
        <WallStage settings={settings} isOld={trouble !== null} isPaused={trouble !== null || isTouched} onTurn={setTurn} />
        {children}
      </div>
    </main>
  );
}

function Alert({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className="flex items-center gap-[0.5em] rounded-panel border border-warning bg-raised px-[0.8em] py-[0.4em]">
      <TriangleAlert strokeWidth={1.75} aria-hidden className="size-[1.2em] shrink-0 text-warning" />
      {children}
    </p>
  );
}

/** Why nothing on the wall may be believed, and since when; null while it may. */
function useTrouble(): string | null {
  const { clock } = useSession();
  const { state, ageMs } = useFreshness();
  if (state !== 'stale' && state !== 'offline') return null;
  const nowMs = clock.nowMs();
  const age = wordAge(ageMs);
  if (ageMs === null) return t.trouble({ state: t[state], age });
  return t.troubleSince({ state: t[state], time: formatMoment(nowMs - ageMs, nowMs), age });
}

/** Letters grow with the screen's shorter side, so that a wall of any size reads the same from the same angle. */
function toStyle(theme: WallSettings['theme'], scale: number): CSSProperties {
  const style = { fontSize: `calc(clamp(14px, 2.4vmin + 0.2vw, 96px) * ${scale})`, lineHeight: 1.35 };
  // On light surfaces only the text's own colour is legible from afar.
  return theme === 'light' ? { ...style, ['--muted' as string]: 'var(--text)' } : style;
}
