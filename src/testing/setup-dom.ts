import { afterEach } from 'vitest';
import { installDom } from './install-dom';

if (typeof document === 'undefined') await installDom();

// Looks for a document when it is loaded.
const { cleanup } = await import('@testing-library/react');

afterEach(() => {
  cleanup();
});
