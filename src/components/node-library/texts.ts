import { defineTexts, plural } from '@/lib/texts';

/** Texts about node types that can be added. */
export const t = defineTexts({
  virtualCategory: 'utils',
  corePack: 'ComfyUI',
  apiPack: 'ComfyUI API nodes',
  reroute: 'Reroute',
  rerouteHint: 'A bend in a wire.',
  primitive: 'Primitive',
  primitiveHint: 'One value for several inputs; takes the form of the first it is wired to.',
  note: 'Note',
  noteHint: 'Text for people; never sent.',
  markdownNote: 'Markdown Note',
  markdownNoteHint: 'Text for people; never sent.',
  inputs: 'Inputs',
  outputs: 'Outputs',
  pack: 'Pack',
  category: 'Category',
  noDescription: 'The server says nothing about it.',
  optional: 'optional',
  deprecated: 'Deprecated',
  experimental: 'Experimental',
  apiNode: 'API',
  filterHint: 'Narrow it down: out:IMAGE, in:MASK, pack:name, cat:name',
  noMatches: 'No node type matches.',
  count: ({ count }: { count: number }) => plural(count, 'type', 'types'),
});
