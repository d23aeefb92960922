export { commands } from './commands';
export { HistoryPanel } from './history-panel';
export { RunParameters } from './run-parameters';
export type { HistoryFilters } from './filter-jobs';
