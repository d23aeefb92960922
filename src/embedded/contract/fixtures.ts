import fs from 'node:fs';
import path from 'node:path';
import { parseExactJson } from '@/lib/exact-json';

const FOLDER = path.resolve(process.cwd(), '../shared/fixtures');

/** Whether the captured payloads lie beside the project; tests that need them skip visibly without. */
export const hasShared = fs.existsSync(FOLDER);

/** A captured request. */
interface CapturedRequest {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multipart?: Readonly<Record<string, string>>;
}

/** A captured request and what the real server answered. */
export interface CapturedExchange {
  readonly request: CapturedRequest;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly case?: string;
  readonly note?: string;
}

/** Reads a fixture by its file name without ending; numbers stay exact. The form is that of the fixtures' README. */
export function readFixture<T>(name: string): T {
  return parseExactJson(fs.readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as T;
}

/** The exchanges of an HTTP fixture, one or many. */
export function readExchanges(name: string): readonly CapturedExchange[] {
  const content = readFixture<CapturedExchange | readonly CapturedExchange[]>(name);
  return Array.isArray(content) ? (content as readonly CapturedExchange[]) : [content as CapturedExchange];
}

/** The bytes of a binary fixture. */
export function readFixtureFile(name: string): Buffer {
  return fs.readFileSync(path.join(FOLDER, name));
}
