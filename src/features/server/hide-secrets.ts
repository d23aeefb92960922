const SECRET_NAME = /key|token|secret|password|passwd/i;
/** These name files, not what is in them. */
const FILE_NAME = /file|path|dir/i;
const HIDDEN = '•••';

/** The command line with the values of keys, tokens and passwords hidden, whether given as `--x value` or `--x=value`. */
export function hideSecrets(argv: readonly string[]): readonly string[] {
  return argv.map((argument, index) => {
    const before = argv[index - 1];
    if (!argument.startsWith('-') && before !== undefined && isSecret(before) && !before.includes('=')) return HIDDEN;
    const [name = '', value] = argument.split(/=(.*)/s);
    return value !== undefined && isSecret(name) ? `${name}=${HIDDEN}` : argument;
  });
}

function isSecret(name: string): boolean {
  return name.startsWith('-') && SECRET_NAME.test(name) && !FILE_NAME.test(name);
}
