import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { buildVersion } from './src/embedded/setup/build-version.mjs';
import { licenceNotices } from './src/embedded/setup/licence-notices.mjs';
import { PAGE_HEADERS } from './src/embedded/setup/page-headers';
import { pagePolicy } from './src/embedded/setup/page-policy.mjs';

// A host's NODE_ENV=production would load React without `act` and break every component test.
if (process.env['VITEST']) process.env['NODE_ENV'] = 'test';

const alias = { '@': fileURLToPath(new URL('./src', import.meta.url)) };

/**
 * ComfyUI lists every `*.js` below a node pack's web folder, and its own page imports each as an extension of itself: as `.mjs` one bundle
 * can lie there as well as on any other host.
 */
const MODULES = { entryFileNames: 'assets/[name]-[hash].mjs', chunkFileNames: 'assets/[name]-[hash].mjs' };

export default defineConfig({
  base: './',
  plugins: [react(), tailwindcss(), licenceNotices(), buildVersion(), pagePolicy(PAGE_HEADERS)],
  resolve: { alias },
  build: {
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 1_200,
    // One file for all of the first load: the many small ones that several routes share cost more to ask for than to read.
    rolldownOptions: { output: { ...MODULES, codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  worker: { format: 'es', rolldownOptions: { output: MODULES } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: ['src/**/*.test.ts', 'e2e/**/*.unit.test.ts'], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup-dom.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
