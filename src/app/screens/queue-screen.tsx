import { QueuePanel } from '@/features/queue';

/** `#/queue` */
export function QueueScreen() {
  return <QueuePanel />;
}
