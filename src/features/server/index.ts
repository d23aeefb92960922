export { commands } from './commands';
export { ServerPanel } from './server-panel';
