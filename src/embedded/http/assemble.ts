import fs from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { systemClock, type Clock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { createHexId, createUuid, systemRandom, type RandomSource } from '@/lib/random';
import { allClasses } from '../catalog/all-classes';
import { STARTER_MODELS } from '../catalog/starter-models';
import { createControl, type EmbeddedControl } from '../control';
import { createEngine } from '../engine/create-engine';
import type { Engine } from '../engine/engine';
import { createGate, type EngineGate } from '../engine/gate';
import { createDiskWorld, type DiskWorld } from '../world/disk-world';
import { writeModelFiles } from '../world/model-files';
import { createSeededRandom } from '../world/seeded-random';
import { fillWorld, runStarterJobs } from '../world/starter';
import { createBodyReader } from './body';
import { createApp } from './create-app';
import { describeArguments, resolveOptions, type EmbeddedOptions } from './embedded-options';
import { createFaults } from './faults';
import { feedLogs } from './log-feed';
import { createLogBook } from './logs';
import { createMachineMemory } from './machine-memory';
import { getHttpProfile } from './profile';
import { createRequestLog } from './request-log';
import { createRunLog } from './run-log';
import { createSocketHub } from './sockets/socket-hub';
import { attachSockets } from './sockets/upgrade';
import { createUsers } from './users';

/** A server that does not listen yet. */
export interface AssembledServer {
  readonly server: Server;
  readonly control: EmbeddedControl;
  /** Ends runs and sockets; the port is the caller's. */
  readonly dispose: () => void;
}

/** Puts world, engine, sockets and routes together. With `starter` and a new data folder, the past runs are over when it resolves. */
export async function assembleServer(options: EmbeddedOptions, dataDir: string): Promise<AssembledServer> {
  const resolved = resolveOptions(options);
  const random = options.seed === undefined ? systemRandom : createSeededRandom(options.seed);
  const core = await createCore(options, dataDir, random);
  const { engine, world, clock, gate } = core;
  const profile = getHttpProfile(resolved.profile);
  const features = (): JsonObject => describeFeatures(resolved.maxUploadBytes);
  const hub = createSocketHub({
    queueRemaining: engine.queueRemaining,
    runningFor: engine.runningFor,
    features: () => (profile.hasFeatureFlags ? features() : undefined),
    newHexId: () => createHexId(random),
  });
  const newUuid = (): string => createUuid(random);
  const logs = createLogBook(clock);
  logs.info(`Embedded server, behaves as ComfyUI ${profile.comfyuiVersion}`);
  const logSubscribers = new Set<string>();
  const memory = createMachineMemory(engine);
  const faults = createFaults(clock);
  const requests = createRequestLog();
  const users = createUsers(world.userRoot, resolved.isMultiUser, newUuid);
  const body = createBodyReader(resolved.maxUploadBytes);
  const context = {
    engine,
    world,
    clock,
    profile,
    hub,
    logs,
    logSubscribers,
    memory,
    features,
    newUuid,
    body,
    users,
    argv: describeArguments(resolved),
  };
  const { corsOrigin, isCompressing } = resolved;
  const fetch = createApp(context, { faults, requests, corsOrigin, isCompressing });
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
  const removers = [
    memory.dispose,
    engine.onEvent(hub.deliver),
    engine.onEvent(createRunLog(logs, engine)),
    feedLogs(logs, hub, logSubscribers),
    attachSockets(server, { hub, faults, requests, profile, isCorsOn: corsOrigin !== undefined }),
  ];
  const dispose = (): void => {
    for (const remove of removers) remove();
    gate.release();
    engine.dispose();
    hub.dropAll();
  };
  return { server, control: createControl({ engine, gate, world, hub, faults, requests, logs, logSubscribers }), dispose };
}

interface Core {
  readonly engine: Engine;
  readonly world: DiskWorld;
  readonly clock: Clock;
  readonly gate: EngineGate;
}

async function createCore(options: EmbeddedOptions, dataDir: string, random: RandomSource): Promise<Core> {
  const clock = options.clock ?? systemClock;
  const isNew = !fs.existsSync(path.join(dataDir, 'input'));
  const world = createDiskWorld(dataDir, 0);
  world.wipeTemp();
  writeModelFiles(dataDir, options.models ?? STARTER_MODELS);
  const gate = createGate();
  const plainEngine = createEngine({
    classes: allClasses(),
    world,
    clock,
    newId: () => createUuid(random),
    testNodes: options.testNodes ?? false,
    profile: options.profile ?? 'plain',
    gate,
  });
  const engine = options.decorateEngine?.(plainEngine) ?? plainEngine;
  if (options.starter === true && isNew) await runStarterJobs(engine, await fillWorld(world));
  world.setStepMs(options.stepMs ?? 0);
  return { engine, world, clock, gate };
}

/** The object of `/features`. Source: ComfyUI `comfy_api/feature_flags.py`. */
function describeFeatures(maxUploadBytes: number): JsonObject {
  return {
    supports_preview_metadata: true,
    supports_model_type_tags: true,
    max_upload_size: maxUploadBytes,
    extension: { manager: { supports_v4: true } },
    node_replacements: true,
    assets: false,
  };
}
