import { defineTexts } from '@/lib/texts';

/** How differences are worded, whatever is compared. */
export const t = defineTexts({
  nodeHeading: ({ node, id }: { node: string; id: string }) => `${node} #${id}`,
  classChanged: 'Another node',
  modeChanged: 'Mode',
  muted: 'muted',
  bypassed: 'bypassed',
  active: 'active',
  absent: 'not there',
  emptyText: 'empty',
  fromOutput: ({ id, output }: { id: string; output: number }) => `from #${id}, output ${output + 1}`,
});
