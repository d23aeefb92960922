import type { Command } from '@/components/commands/command';
import { shareRequestsOf } from './share-requests';
import { t } from './texts';

/** The link to what is shown, from anywhere. */
export const commands: readonly Command[] = [
  {
    id: 'share.link',
    title: t.share,
    keywords: ['url', 'address', 'qr', 'phone', 'copy'],
    run: ({ workspace }) => shareRequestsOf(workspace).setState({ isOpen: true }),
  },
];
