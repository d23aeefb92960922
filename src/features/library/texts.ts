import { defineTexts, plural } from '@/lib/texts';

/** Texts of the node library. */
export const t = defineTexts({
  title: 'Node library',
  filter: 'Filter node types',
  tree: 'Node types',
  favorites: 'Favourites',
  recent: 'Recent',
  loose: 'Without category',
  count: ({ count }: { count: number }) => plural(count, 'type', 'types'),
  found: ({ count }: { count: number }) => `${plural(count, 'type', 'types')} found`,
  rowHint: 'Enter adds it, F marks it as favourite. Or drag it to the graph.',
  mark: ({ name }: { name: string }) => `Mark ${name} as favourite`,
  unmark: ({ name }: { name: string }) => `Unmark ${name} as favourite`,
  failed: 'The server’s list of node types could not be read',
  empty: 'The server offers no node types',
  noGraph: 'Open a workflow first: a node needs one to go to.',
});
