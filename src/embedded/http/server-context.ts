import type { Clock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import type { Engine } from '../engine/engine';
import type { DiskWorld } from '../world/disk-world';
import type { BodyReader } from './body';
import type { LogBook } from './logs';
import type { MachineMemory } from './machine-memory';
import type { HttpProfile } from './profile';
import type { SocketHub } from './sockets/socket-hub';
import type { Users } from './users';

/** What the route modules share. One per running server. */
export interface ServerContext {
  readonly engine: Engine;
  readonly world: DiskWorld;
  readonly clock: Clock;
  readonly profile: HttpProfile;
  readonly body: BodyReader;
  readonly hub: SocketHub;
  readonly logs: LogBook;
  readonly memory: MachineMemory;
  readonly users: Users;
  /** Client ids that asked for `logs` frames. */
  readonly logSubscribers: Set<string>;
  readonly features: () => JsonObject;
  readonly newUuid: () => string;
  /** The command line `/system_stats` shows. */
  readonly argv: readonly string[];
}
