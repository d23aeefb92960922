/**
 * Pieces shared by the schemas of this room. A schema checks what this program uses and drops or passes the rest by reference;
 * numbers may arrive as `bigint` (exact JSON) and are narrowed here when 53 bits are enough for what they mean.
 */
import * as z from 'zod/mini';
import { ProtocolError } from '@/lib/errors';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { toNodeId, toPromptId } from './ids';

/** Any JSON object, by reference. */
export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject);

/** A number of any JSON form (`NaN` included); `bigint` is narrowed to the nearest `number`. */
export const numberSchema = z.pipe(
  z.custom<number | bigint>((value) => typeof value === 'number' || typeof value === 'bigint'),
  z.transform(Number),
);

/** A node id as text or number. */
export const nodeIdSchema = z.pipe(
  z.custom<string | number>((value) => typeof value === 'string' || typeof value === 'number'),
  z.transform(toNodeId),
);

export const promptIdSchema = z.pipe(z.string(), z.transform(toPromptId));

export const stringsSchema = z.array(z.string());

/** Absent, null or of another form: null. For fields that only decorate. */
export function orNull<S extends z.ZodMiniType>(schema: S): z.ZodMiniCatch<z.ZodMiniNullable<S>> {
  return z.catch(z.nullable(schema), null);
}

/**
 * Checks one value from the server against a schema.
 * @param what names the route or message in the error.
 * @throws ProtocolError `bad-shape`; the message names the first places that do not fit.
 */
export function parseWith<S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const places = result.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`);
  throw new ProtocolError('bad-shape', `${what}: ${places.join('; ')}`, { cause: result.error });
}
