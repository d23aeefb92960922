export { UserFilesSection } from './user-files-section';
