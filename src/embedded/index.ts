export { startEmbeddedServer, type EmbeddedServer } from './http/embedded-server';
export type { EmbeddedOptions } from './http/embedded-options';
export type { Profile } from './http/profile';
