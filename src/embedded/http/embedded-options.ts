import type { Clock } from '@/lib/clock';
import type { Engine } from '../engine/engine';
import type { Profile } from './profile';

/** How a server is started; everything has a default. */
export interface EmbeddedOptions {
  /** 0 (default) = a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default `plain`. */
  readonly profile?: Profile;
  /** Makes ids repeatable. */
  readonly seed?: number;
  /** Folder of the world's files; absent = a fresh temporary one, removed by `stop`. */
  readonly dataDir?: string;
  /** Drives runs and delays; file dates stay those of the disk. */
  readonly clock?: Clock;
  /** Serves the test-only node classes (default false). */
  readonly testNodes?: boolean;
  readonly multiUser?: boolean;
  /** Fills a new data folder (one without `input`) with inputs and workflows and executes a few runs before `startEmbeddedServer` resolves. Default false; needs a running clock. */
  readonly starter?: boolean;
  /** Model names by folder; default: the starter lists. */
  readonly models?: Readonly<Record<string, readonly string[]>>;
  /** `--enable-cors-header`: true = any origin. Default off. */
  readonly cors?: boolean | string;
  /** `--enable-compress-response-body`. Default off. */
  readonly compress?: boolean;
  /** Default 100 MiB. */
  readonly maxUploadBytes?: number;
  /** Extra time per sampler step in ms (default 0). */
  readonly stepMs?: number;
  /** Replaces parts of the engine, e.g. its history by a large one; the routes and sockets on top stay as they are. */
  readonly decorateEngine?: (engine: Engine) => Engine;
}

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly host: string;
  readonly profile: Profile;
  readonly isMultiUser: boolean;
  readonly corsOrigin: string | undefined;
  readonly isCompressing: boolean;
  readonly maxUploadBytes: number;
}

const DEFAULT_MAX_UPLOAD_BYTES = 100 * 1024 * 1024;

export function resolveOptions(options: EmbeddedOptions): ResolvedOptions {
  const { cors = false } = options;
  return {
    host: options.host ?? '127.0.0.1',
    profile: options.profile ?? 'plain',
    isMultiUser: options.multiUser ?? false,
    corsOrigin: typeof cors === 'string' ? cors : cors ? '*' : undefined,
    isCompressing: options.compress ?? false,
    maxUploadBytes: options.maxUploadBytes ?? DEFAULT_MAX_UPLOAD_BYTES,
  };
}

const CLUSTER_FLAGS = ['--distributed-queue-frontend', '--distributed-queue-connection-uri=amqp://127.0.0.1'];

/** The command line this server shows in `/system_stats`. */
export function describeArguments(options: ResolvedOptions): string[] {
  const flags = [
    options.isMultiUser ? ['--multi-user'] : [],
    options.profile === 'cluster' ? CLUSTER_FLAGS : [],
    options.corsOrigin === undefined ? [] : ['--enable-cors-header', options.corsOrigin],
    options.isCompressing ? ['--enable-compress-response-body'] : [],
  ];
  return ['main.py', '--listen', options.host, ...flags.flat()];
}
