export { commands } from './commands';
export { VariationsDialog } from './variations-dialog';
export { VariationsPanel } from './variations-panel';
