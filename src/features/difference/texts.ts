import { defineTexts, plural } from '@/lib/texts';

/** Texts of comparing an open workflow. */
export const t = defineTexts({
  compare: 'Compare with…',
  title: ({ name }: { name: string }) => `Compare ${name}`,
  what: 'Compare with',
  choose: 'Choose…',
  openDocument: ({ name }: { name: string }) => `Open: ${name}`,
  version: ({ time }: { time: string }) => `Saved here: ${time}`,
  run: ({ name, time }: { name: string; time: string }) => `Run: ${name}, ${time}`,
  nothing: 'There is nothing to compare with yet: no other open workflow, no version saved from this browser, no run.',
  none: 'No difference.',
  count: ({ count }: { count: number }) => plural(count, 'difference', 'differences'),
  added: 'Only here',
  removed: 'Only there',
  before: 'There',
  after: 'Here',
  differences: 'Differences',
  mark: 'Select changed nodes on the canvas',
  marked: ({ count }: { count: number }) => `Selected ${plural(count, 'node', 'nodes')}`,
  restore: 'Restore this version',
  restored: 'Restored. Undo brings back what was here.',
  unreadable: 'This version cannot be read.',
  show: ({ where }: { where: string }) => `Show ${where}`,
});
