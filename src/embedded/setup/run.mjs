// Runs the TypeScript of the Node side: `node run.mjs FILE EXPORT [arguments]` calls that export with the arguments.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [file, name, ...args] = process.argv.slice(2);

// Vite's runner sets `development`; a build in this process would then ship React's development code.
process.env.NODE_ENV = 'production';
const { module } = await runnerImport(resolve(root, file), {
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: { alias: { '@': resolve(root, 'src') } },
});
process.env.NODE_ENV = 'production';
try {
  await module[name](args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
