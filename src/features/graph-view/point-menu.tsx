import { Menu } from '@base-ui/react/menu';
import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import type { Point } from '@/graph/document/model';
import type { MenuItem } from '@/ui/menu';

export interface Submenu {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

export type PointMenuEntry = MenuItem | Submenu | 'separator';

export interface PointMenuProps {
  readonly label: string;
  /** Pixels of the window. */
  readonly at: Point;
  readonly items: readonly PointMenuEntry[];
  readonly onClose: () => void;
  /** Where the keyboard goes afterwards: back (true), nowhere because what was chosen took it (false), or to an element. */
  readonly finalFocus: () => boolean | HTMLElement | null;
}

const POPUP =
  'max-h-[min(80dvh,var(--available-height))] min-w-52 overflow-auto rounded-panel border border-border bg-raised py-1 outline-none text-text shadow-float';
const ROW =
  'flex min-h-7 cursor-default items-center gap-2 px-3 data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11';

/** A menu at a point, for what is drawn and has no button: opened by right click, Shift+F10 or the menu key. */
export function PointMenu({ label, at, items, onClose, finalFocus }: PointMenuProps) {
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }), [at]);
  return (
    <Menu.Root open onOpenChange={(isOpen) => !isOpen && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" sideOffset={2} className="z-50">
          <Menu.Popup aria-label={label} className={POPUP} finalFocus={finalFocus}>
            {items.map((item, index) => (
              <Entry key={item === 'separator' ? `separator-${index}` : item.id} item={item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ item }: { readonly item: PointMenuEntry }) {
  if (item === 'separator') return <Menu.Separator className="my-1 h-px bg-border" />;
  if (!('items' in item)) return <Item item={item} />;
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={ROW}>
        <span className="flex-1">{item.label}</span>
        <ChevronRight size={16} strokeWidth={1.75} aria-hidden className="text-faint" />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className="z-50">
          <Menu.Popup className={POPUP}>
            {item.items.map((child) => (
              <Item key={child.id} item={child} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}

function Item({ item }: { readonly item: MenuItem }) {
  return (
    <Menu.Item disabled={item.isDisabled ?? false} onClick={item.onSelect} className={clsx(ROW, item.tone === 'danger' && 'text-danger')}>
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.hint !== undefined && <span className="text-secondary text-faint">{item.hint}</span>}
    </Menu.Item>
  );
}
