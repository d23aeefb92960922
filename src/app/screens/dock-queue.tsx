export { QueuePanel as DockQueue } from '@/features/queue';
