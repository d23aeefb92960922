export { commands } from './commands';
export { GraphView } from './graph-view';
export { NodeLibrary } from './palette/node-library';
export { ProblemsPanel } from './problems/problems-panel';
