export { commands } from './commands';
export { HistoryPanel } from './history-panel';
export type { HistoryFilters } from './filter-jobs';
