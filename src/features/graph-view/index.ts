export { commands } from './commands';
export { GraphView } from './graph-view';
export { addToActiveView } from './palette/add-to-view';
export { ProblemsPanel } from './problems/problems-panel';
