// Runs before start, dev, server, check and test: installs what the lock file asks for, and nothing when it is all there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Comfydeck needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

/** Packages of a lock file that belong on this machine: optional ones may be for another system. */
function versionsIn(path) {
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

function isInstalled() {
  const wanted = versionsIn(`${root}package-lock.json`);
  const present = versionsIn(`${root}node_modules/.package-lock.json`);
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return Boolean(optional ?? devOptional ?? peer);
    return found.version === version;
  });
}

if (!isInstalled()) {
  console.log('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const command = npm === undefined ? 'npm' : process.execPath;
  const args = [...(npm === undefined ? [] : [npm]), 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('npm ci failed; see its message above.');
    process.exit(status ?? 1);
  }
}
