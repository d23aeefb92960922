import { Pencil, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useRoving } from '@/components/job-row/use-roving';
import type { JsonValue } from '@/lib/json';
import { IconButton } from '@/ui/button';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import type { Setting } from './find-settings';
import { kindOf, toPreview } from './setting-kind';
import { kindTexts, t } from './texts';

export interface SettingListProps {
  readonly settings: readonly Setting[];
  readonly className: string;
  readonly onEdit: (setting: Setting) => void;
  readonly onReset: (setting: Setting) => void;
  readonly onToggle: (setting: Setting, isOn: boolean) => void;
}

/** Fits two lines, and the buttons of a touch screen. */
const ROW_HEIGHT_PX = 52;
/** Values may be long texts; a row shows their beginning. */
const MAX_PREVIEW_LENGTH = 300;

/** Settings one below the other; only those near the view exist. */
export function SettingList({ settings, className, onEdit, onReset, onToggle }: SettingListProps) {
  const keys = useMemo(() => settings.map(({ id }) => id), [settings]);
  const roving = useRoving({ keys });
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: settings.length,
    getKey: (index) => keys[index] ?? '',
    estimateHeight: () => ROW_HEIGHT_PX,
    pinnedIndex: roving.activeIndex,
  });
  return (
    <div ref={setScroller} className={`min-h-0 flex-1 overflow-auto ${className}`}>
      <ul
        aria-label={t.list}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
        {...roving.containerProps((index) => virtualizer.scrollToIndex(index))}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const setting = settings[index];
          if (setting === undefined) return null;
          const { id, value } = setting;
          const target = roving.targetProps(index);
          return (
            <li
              key={id}
              data-roving-entry={id}
              aria-setsize={settings.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 flex items-center gap-2 border-b border-border px-3"
              style={{ height: ROW_HEIGHT_PX, transform: `translateY(${start}px)` }}
            >
              <button
                type="button"
                {...target}
                aria-label={t.edit({ id })}
                className="min-w-0 flex-1 rounded-control text-left hover:text-accent pointer-coarse:min-h-11"
                onClick={() => onEdit(setting)}
              >
                <span className="block truncate" title={id}>
                  {id}
                </span>
                <ValuePreview value={value} />
              </button>
              {typeof value === 'boolean' && (
                <input
                  type="checkbox"
                  aria-label={t.turnOn({ id })}
                  checked={value}
                  tabIndex={target.tabIndex}
                  className="size-4 shrink-0 accent-accent pointer-coarse:size-6"
                  onChange={(event) => onToggle(setting, event.target.checked)}
                />
              )}
              <IconButton label={t.edit({ id })} tabIndex={-1} aria-hidden onClick={() => onEdit(setting)}>
                <Pencil size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
              <IconButton
                label={t.reset({ id })}
                title={value === null ? t.resetNothing : t.reset({ id })}
                disabled={value === null}
                tabIndex={target.tabIndex}
                onClick={() => onReset(setting)}
              >
                <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ValuePreview({ value }: { readonly value: JsonValue }) {
  if (value === null) return <span className="block text-secondary text-faint">{t.unset}</span>;
  const text = toPreview(value).slice(0, MAX_PREVIEW_LENGTH);
  return (
    <span className="block truncate text-secondary text-muted" title={kindTexts[kindOf(value)]}>
      <span className="font-mono">{text === '' ? '""' : text}</span>
    </span>
  );
}
