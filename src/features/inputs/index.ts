export { InputsPanel } from './inputs-panel';
