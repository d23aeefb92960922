export { commands } from './commands';
export { QueuePanel } from './queue-panel';
