export { ModelsPanel } from './models-panel';
