export { commands } from './commands';
export { GalleryPanel } from './gallery-panel';
