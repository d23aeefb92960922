/** The address is the remote control of a wall: everything that differs from screen to screen stands in it, and nothing secret does. */
import type { DayRange } from './time-of-day';
import { parseDayRange, parseTimeOfDay } from './time-of-day';

/** What a wall can show; `wall` is all of the others at once. */
export type WallView = 'wall' | 'now' | 'queue' | 'gallery' | 'gpu';

export interface WallSettings {
  readonly views: readonly WallView[];
  readonly cycleS: number;
  readonly theme: 'dark' | 'light';
  readonly scale: number;
  /** Prompt texts and the names of files, which are made of them, stay out of the page. */
  readonly isRedacted: boolean;
  readonly images: 'none' | 'blurred' | 'shown';
  /** Null = the picture stands still. */
  readonly shiftS: number | null;
  readonly sleep: DayRange | null;
  /** Minute of the day; null = never. */
  readonly reloadAt: number | null;
}

/** A value of the address that cannot be used; what stands in its place is the default. */
export interface SettingFault {
  readonly name: string;
  readonly value: string;
}

const VIEWS: readonly WallView[] = ['wall', 'now', 'queue', 'gallery', 'gpu'];
const IMAGES = { '0': 'none', blur: 'blurred', '1': 'shown' } as const;
const THEMES = { dark: 'dark', light: 'light' } as const;
const REDACTED = { '0': false, '1': true } as const;
const OFF = 'off';

/** What an address without any wish shows. */
export const DEFAULT_SETTINGS: WallSettings = {
  views: ['wall'],
  cycleS: 30,
  theme: 'dark',
  scale: 1,
  isRedacted: true,
  images: 'none',
  shiftS: 60,
  sleep: null,
  reloadAt: 4 * 60,
};

/**
 * Reads the query of `#/kiosk?…`. Unknown names are left alone; of a name given twice the last counts.
 * @param serverId the id `server=` may name: this page knows one server.
 */
export function parseWallSettings(
  search: string,
  serverId: string,
): { readonly settings: WallSettings; readonly faults: readonly SettingFault[] } {
  const faults: SettingFault[] = [];
  const values = new Map(new URLSearchParams(search));
  const read = <T>(name: string, parse: (value: string) => T | undefined, fallback: T): T => {
    const value = values.get(name);
    if (value === undefined) return fallback;
    const parsed = parse(value.trim());
    if (parsed === undefined) faults.push({ name, value });
    return parsed === undefined ? fallback : parsed;
  };
  const views = (values.get('view') ?? '').split(',').filter((name) => name !== '');
  faults.push(...views.filter((name) => !isView(name)).map((value) => ({ name: 'view', value })));
  const known = [...new Set(views.filter(isView))];
  read('server', (value) => (value === serverId ? value : undefined), serverId);
  const settings: WallSettings = {
    views: known.length === 0 ? DEFAULT_SETTINGS.views : known,
    cycleS: read('cycle', toNumber(15, 60), DEFAULT_SETTINGS.cycleS),
    theme: read('theme', toChoice(THEMES), DEFAULT_SETTINGS.theme),
    scale: read('scale', toNumber(0.5, 3), DEFAULT_SETTINGS.scale),
    isRedacted: read('redact', toChoice(REDACTED), DEFAULT_SETTINGS.isRedacted),
    images: read('images', toChoice(IMAGES), DEFAULT_SETTINGS.images),
    shiftS: read('shift', toShift, DEFAULT_SETTINGS.shiftS),
    sleep: read('sleep', orOff(parseDayRange), DEFAULT_SETTINGS.sleep),
    reloadAt: read('reload', orOff(parseTimeOfDay), DEFAULT_SETTINGS.reloadAt),
  };
  return { settings, faults };
}

function isView(name: string): name is WallView {
  return VIEWS.some((view) => view === name);
}

function toNumber(least: number, most: number): (value: string) => number | undefined {
  return (value) => (/^\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined);
}

/** Rarely is as good as never on a panel that burns in: an hour at most. */
function toShift(value: string): number | null | undefined {
  return value === '0' || value === OFF ? null : toNumber(10, 3_600)(value);
}

function toChoice<T>(choices: Readonly<Record<string, T>>): (value: string) => T | undefined {
  return (value) => (Object.hasOwn(choices, value) ? choices[value] : undefined);
}

function orOff<T>(parse: (value: string) => T | null): (value: string) => T | null | undefined {
  return (value) => (value === OFF ? null : (parse(value) ?? undefined));
}
