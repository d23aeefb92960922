import { Menu as BaseMenu } from '@base-ui/react/menu';
import clsx from 'clsx';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Shown right-aligned, e.g. a shortcut or a date. */
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly tone?: 'plain' | 'danger';
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens the menu; it must take a ref and a name. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly (MenuItem | 'separator')[];
  /** Stands above the items; not selectable. */
  readonly heading?: ReactNode;
}

/** A menu button: arrow keys, type-ahead, Escape; role `menu`. */
export function Menu({ trigger, items, heading }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} className="z-50">
          <BaseMenu.Popup className="max-h-[min(70dvh,var(--available-height))] min-w-48 overflow-auto rounded-panel border border-border bg-raised py-1 text-text shadow-float">
            {heading !== undefined && <div className="border-b border-border px-3 py-2 text-secondary text-muted">{heading}</div>}
            {items.map((item, index) =>
              item === 'separator' ? (
                <BaseMenu.Separator key={`separator-${index}`} className="my-1 h-px bg-border" />
              ) : (
                <BaseMenu.Item
                  key={item.id}
                  disabled={item.isDisabled ?? false}
                  onClick={item.onSelect}
                  className={clsx(
                    'flex min-h-(--control) cursor-default items-center gap-2 px-3 data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11',
                    item.tone === 'danger' && 'text-danger',
                  )}
                >
                  {item.icon}
                  <span className="flex-1">{item.label}</span>
                  {item.hint !== undefined && <span className="text-secondary text-faint">{item.hint}</span>}
                </BaseMenu.Item>
              ),
            )}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
