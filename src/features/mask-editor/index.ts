export { MaskEditor } from './mask-editor';
