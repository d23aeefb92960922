/** Base of everything this program throws on purpose. Decisions are made on `code`, never on `message`. */
export class AppError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Why an HTTP call did not give a usable answer. */
export type ApiErrorCode = 'network' | 'timeout' | 'http' | 'decode' | 'aborted';

/** An HTTP call failed. `status` is 0 when no answer arrived; `body` is the answer's text, cut to a few kB. */
export class ApiError extends AppError {
  declare readonly code: ApiErrorCode;
  readonly status: number;
  readonly url: string;
  readonly body: string;
  constructor(code: ApiErrorCode, details: { status?: number; url: string; body?: string; cause?: unknown }) {
    super(code, `${code} ${details.status ?? ''} ${details.url}`.trim(), { cause: details.cause });
    this.status = details.status ?? 0;
    this.url = details.url;
    this.body = details.body ?? '';
  }
}

/** Bytes or JSON from outside do not have the form they must have. */
export class ProtocolError extends AppError {}

/** The browser's storage refused or lost something. */
export class StorageError extends AppError {}

/** A file cannot be opened as what it claims to be; `code` is the reason, `details` feeds the worded message. */
export class FileError extends AppError {
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: string, message: string, details: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(code, message, options);
    this.details = details;
  }
}

/** Narrows anything caught to an `AppError`; foreign errors become code `unexpected` with the original as cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('unexpected', message, { cause: error });
}

/** Marks a branch that types say cannot be reached. */
export function assertNever(value: never): never {
  throw new AppError('unreachable', `unexpected value ${JSON.stringify(value)}`);
}

/** Throws when a condition that only our own bug can break does not hold. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AppError('invariant', message);
}
