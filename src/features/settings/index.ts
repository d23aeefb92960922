export { AppearanceSection } from './appearance-section';
export { JobsSection } from './jobs-section';
export { SettingsFrame } from './settings-frame';
export { t as settingsTexts } from './texts';
