export { commands } from './commands';
export { CompareDialog } from './compare-dialog';
