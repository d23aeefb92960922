import { Dialog } from '@/ui/dialog';
import { useCommandRegistry } from './command-registry';
import { ShortcutList } from './shortcut-list';
import { t } from './shortcut-texts';

/** The list of shortcuts over whatever is on the page. */
export function ShortcutSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { commands } = useCommandRegistry();
  return (
    <Dialog title={t.shortcuts} isOpen={isOpen} onClose={onClose} className="h-[40rem] w-[44rem]">
      {isOpen && <ShortcutList commands={commands} />}
    </Dialog>
  );
}
