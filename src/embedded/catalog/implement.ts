import type { JsonValue } from '@/lib/json';
import type { NodeClass, NodeResult, RunContext, World } from '../engine/node-class';
import type { Definition } from './definition';
import { readInputs, type Given } from './given';

/** What a class does when it runs. */
export type Run = (given: Given, context: RunContext) => NodeResult | Promise<NodeResult>;

/** A class that needs more than running: change fingerprints, own validation, lazy inputs. */
export interface Behaviour {
  readonly run: Run;
  readonly fingerprint?: (given: Given, world: World) => JsonValue;
  readonly validate?: { readonly covers: readonly string[]; readonly check: (given: Given, world: World) => true | string };
  readonly lazy?: (inputs: Readonly<Record<string, unknown>>) => readonly string[];
  readonly idInCacheKey?: boolean;
}

/** Joins definitions with what they do. The types demand exactly one behaviour for each definition. */
export function implement<N extends string>(
  definitions: Readonly<Record<N, Definition>>,
  behaviours: Readonly<Record<NoInfer<N>, Run | Behaviour>>,
  availability: 'always' | 'test' = 'always',
): readonly NodeClass[] {
  return Object.entries<Definition>(definitions).map(([name, describe]) => {
    const entry = behaviours[name as N];
    const behaviour: Behaviour = typeof entry === 'function' ? { run: entry } : entry;
    return { name, describe, availability, ...toEngineForm(behaviour) };
  });
}

/** A result with outputs only. */
export function outputs(...values: readonly unknown[]): NodeResult {
  return { outputs: values };
}

function toEngineForm(behaviour: Behaviour): Omit<NodeClass, 'name' | 'describe' | 'availability'> {
  const { run, fingerprint, validate, lazy, idInCacheKey } = behaviour;
  return {
    run: (inputs, context) => run(readInputs(inputs), context),
    ...(fingerprint && { fingerprint: (inputs, world) => fingerprint(readInputs(inputs), world) }),
    ...(validate && { validate: { covers: validate.covers, check: (inputs, world) => validate.check(readInputs(inputs), world) } }),
    ...(lazy && { lazy }),
    ...(idInCacheKey !== undefined && { idInCacheKey }),
  };
}
