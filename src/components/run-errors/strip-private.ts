/**
 * Takes out of a text what tells where and whose the server is: folders, user names, credentials in addresses. For text that is pasted
 * into public reports. Pure.
 */

/** A path's last part that a reader needs is kept from one of these folders on; only for code, whose folders are not of one's own making. */
const CODE_ROOTS = /^(?:ComfyUI.*|site-packages|dist-packages|custom_nodes|python\d.*)$/i;

/** Names too common to mean a person; taken out everywhere else they would eat ordinary words. */
const IMPERSONAL: ReadonlySet<string> = new Set([
  'root',
  'user',
  'users',
  'public',
  'default',
  'shared',
  'admin',
  'ubuntu',
  'comfy',
  'comfyui',
  'runner',
  'app',
  'home',
  'workspace',
  'python',
  'torch',
]);
const LEAST_NAME_LENGTH = 3;

const WINDOWS_PATH = /(?<![\w])(?:\\\\\?\\)?(?:[a-z]:[\\/]|\\\\)(?:[^\\/:*?"<>|\r\n]+[\\/]+)*[^\s\\/:*?"'<>|,;)\]]*/gi;
const UNIX_PATH = /(?<![\w/.\\…])(?:~|\/)(?!\/)(?:[^\s/:'"`,;<>|()[\]]+\/)+[^\s/:'"`,;<>|()[\]]*|(?<![\w/.\\…])~\/[^\s/:'"`,;<>|()[\]]+/g;
/** Inside quotes a path may contain blanks. */
const QUOTED_PATH = /(["'`])(~?\/(?!\/)(?:[^"'`\r\n/]+\/)+[^"'`\r\n/]*)\1/g;
const HOME = /(?:^|[\\/])(?:home|users|documents and settings)[\\/]+([^\\/\r\n"'`<>|:*?]+)(?=[\\/])/gi;
const CREDENTIALS = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/@:]+(?::[^\s/@]*)?@/gi;
const FILE_URL = /\bfile:\/\/(?=\/)/gi;

/** The text without folders, user names and credentials; line breaks, file names and line numbers stay. */
export function stripPrivate(text: string): string {
  const names = findUserNames(text);
  const withoutPaths = text
    .replace(CREDENTIALS, '$1…@')
    .replace(FILE_URL, '')
    .replace(QUOTED_PATH, (_whole, quote: string, path: string) => `${quote}${shortenPath(path)}${quote}`)
    .replace(WINDOWS_PATH, shortenPath)
    .replace(UNIX_PATH, shortenPath);
  return names.reduce(
    (rest, name) => rest.replace(new RegExp(`(?<![\\p{L}\\d])${escapePattern(name)}(?![\\p{L}\\d])`, 'giu'), '<user>'),
    withoutPaths,
  );
}

/** Whose home directories the text names. */
function findUserNames(text: string): readonly string[] {
  const names = [...text.matchAll(HOME)].map(([, name]) => (name ?? '').trim());
  const personal = names.filter((name) => name.length >= LEAST_NAME_LENGTH && !IMPERSONAL.has(name.toLowerCase()));
  return [...new Set(personal)].toSorted((a, b) => b.length - a.length);
}

function shortenPath(path: string): string {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '');
  const name = parts.at(-1) ?? '';
  // A folder's name at the end is as private as the rest.
  if (!/\.[a-z\d]{1,11}$/i.test(name)) return '…';
  if (!/\.pyx?$|\.pyc$|\.so$|\.pyd$|\.dll$/i.test(name)) return `…/${name}`;
  const root = findRoot(parts);
  return root === -1 ? `…/${name}` : `…/${parts.slice(root).join('/')}`;
}

/** The last `ComfyUI`, else the outermost other root; a home directory may be called like one. */
function findRoot(parts: readonly string[]): number {
  const folders = parts.slice(0, -1);
  const pack = folders.findIndex((part) => /^(?:site|dist)-packages$|^custom_nodes$/i.test(part));
  if (pack !== -1) return pack;
  return folders.findLastIndex((part, index) => CODE_ROOTS.test(part) && !/^(?:home|users)$/i.test(folders[index - 1] ?? ''));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
