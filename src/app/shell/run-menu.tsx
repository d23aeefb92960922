import { Check, ChevronDown } from 'lucide-react';
import { useRepeatingBatch } from '@/components/run-workflow/use-repeating-batch';
import { IconButton } from '@/ui/button';
import { Menu, type MenuItem } from '@/ui/menu';
import type { Preferences } from '@/workspace/workspace';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { useCommandRegistry } from '../commands/command-registry';
import { t } from '../texts';

const COMMANDS = ['run.front', 'variations.setUp', 'variations.show'];
const RULES: readonly { readonly rule: Preferences['batchSeeds']; readonly title: string }[] = [
  { rule: 'controls', title: t.batchSeedsControls },
  { rule: 'randomize', title: t.batchSeedsRandomize },
  { rule: 'increment', title: t.batchSeedsIncrement },
  { rule: 'fixed', title: t.batchSeedsFixed },
];

/** Running in other ways than Run does, and what the seeds of a batch do. */
export function RunMenu() {
  const { commands, context } = useCommandRegistry();
  const workspace = useWorkspace();
  const current = usePreference('batchSeeds');
  const actions = commands
    .filter(({ id }) => COMMANDS.includes(id))
    .map((command): MenuItem => ({
      id: command.id,
      label: command.title,
      isDisabled: command.isEnabled?.(context) === false,
      onSelect: () => void command.run(context),
    }));
  const rules = RULES.map(({ rule, title }): MenuItem => ({
    id: rule,
    label: title,
    icon: <Check size={14} strokeWidth={1.75} aria-hidden className={rule === current ? '' : 'invisible'} />,
    onSelect: () => workspace.setPreferences({ batchSeeds: rule }),
  }));
  return (
    <Menu
      trigger={
        <IconButton label={t.runOptions}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
      heading={<BatchNote />}
      items={[...actions, 'separator', ...rules]}
    />
  );
}

/** Made only while the menu is open. */
function BatchNote() {
  const count = usePreference('batchCount');
  const isRepeating = useRepeatingBatch();
  return <p className={isRepeating ? 'max-w-72 text-warning' : ''}>{isRepeating ? t.batchRepeats({ count }) : t.runOptions}</p>;
}
