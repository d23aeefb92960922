export { commands, GraphView, ProblemsPanel } from '@/features/graph-view';
