export { FormPanel } from './form-panel';
