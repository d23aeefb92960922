import { parseArgs } from 'node:util';
import { startEmbeddedServer, type EmbeddedOptions, type Profile } from './index';
import { PROFILE_NAMES } from './http/profile';

const HELP = `Starts the ComfyUI-compatible embedded server alone.

  npm run server -- [options]

  --port N              port to listen on (default 8188; 0 = a free one)
  --host ADDRESS        address to listen on (default 127.0.0.1)
  --profile NAME        ${PROFILE_NAMES.join(', ')} (default plain)
  --data DIR            folder for input, output, models and user files (default: a temporary one, removed at the end)
  --seed N              repeatable ids
  --step-ms N           time per sampler step in ms (default 60)
  --max-upload-size MB  limit of a request body (default 100)
  --multi-user          storage per user, by the header Comfy-User
  --enable-cors-header [ORIGIN]
                        answers other origins (default *) and drops the origin rule
  --compress            deflate or gzip for JSON and text
  --test-nodes          also serve the node classes made for tests
  --empty               no starter files, workflows and past runs
  --help                this text
`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  profile: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  'step-ms': { type: 'string' },
  'max-upload-size': { type: 'string' },
  'multi-user': { type: 'boolean' },
  'enable-cors-header': { type: 'string' },
  compress: { type: 'boolean' },
  'test-nodes': { type: 'boolean' },
  empty: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const DEFAULT_PORT = 8188;
const DEFAULT_STEP_MS = 60;

/** `npm run server -- …`: prints one line with the address and runs until SIGINT or SIGTERM. @throws Error with a readable text for a wrong option. */
export async function main(argv: readonly string[]): Promise<void> {
  const options = parseCommandLine(argv);
  if (options === 'help') {
    console.log(HELP);
    return;
  }
  const server = await startEmbeddedServer(options).catch((error: unknown) => {
    throw describeStartError(error, options.port);
  });
  console.log(`Embedded server: ${server.url} (profile ${options.profile ?? 'plain'}, files in ${server.control.world.dataDir})`);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Turns arguments into options. @returns `help` when only the text is wanted. @throws Error for an unknown option or a wrong value. */
export function parseCommandLine(argv: readonly string[]): EmbeddedOptions | 'help' {
  const { values } = parseArgs({ args: withCorsDefault(argv), options: FLAGS, strict: true });
  if (values.help === true) return 'help';
  return {
    port: toNumber('--port', values.port, 65_535) ?? DEFAULT_PORT,
    stepMs: toNumber('--step-ms', values['step-ms'], 60_000) ?? DEFAULT_STEP_MS,
    profile: toProfile(values.profile ?? 'plain'),
    starter: values.empty !== true,
    multiUser: values['multi-user'] === true,
    testNodes: values['test-nodes'] === true,
    compress: values.compress === true,
    cors: values['enable-cors-header'] ?? false,
    ...optional('host', values.host),
    ...optional('dataDir', values.data),
    ...optional('seed', toNumber('--seed', values.seed, Number.MAX_SAFE_INTEGER)),
    ...optional('maxUploadBytes', toBytes(values['max-upload-size'])),
  };
}

/** `--enable-cors-header` may stand alone. */
function withCorsDefault(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    const next = argv[index + 1];
    const isBare = argument === '--enable-cors-header' && (next === undefined || next.startsWith('--'));
    return isBare ? [`${argument}=*`] : [argument];
  });
}

function toNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > max) throw new Error(`${name} is "${text}", which is not a whole number from 0 to ${max}.`);
  return Number(text);
}

function toBytes(megabytes: string | undefined): number | undefined {
  if (megabytes === undefined) return undefined;
  const value = Number(megabytes);
  if (!(value > 0)) throw new Error(`--max-upload-size is "${megabytes}", which is not a size in MB.`);
  return Math.round(value * 1024 * 1024);
}

function toProfile(name: string): Profile {
  const profile = PROFILE_NAMES.find((known) => known === name);
  if (profile === undefined) throw new Error(`--profile is "${name}"; there are ${PROFILE_NAMES.join(', ')}.`);
  return profile;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

function describeStartError(error: unknown, port: number | undefined): Error {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use. Choose another with --port, or --port 0 for a free one.`, { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}
