export { AppearanceSection } from './appearance-section';
export { JobsSection } from './jobs-section';
export { ServerSettingsSection } from './server/server-settings-section';
export { SettingsFrame } from './settings-frame';
export { t as settingsTexts } from './texts';
