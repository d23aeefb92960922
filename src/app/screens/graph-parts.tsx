export { commands, GraphView, NodeLibrary, ProblemsPanel } from '@/features/graph-view';
