export { commands } from './commands';
export { HistoryPanel } from './history-panel';
