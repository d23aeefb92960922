import type { JsonObject, JsonValue } from '@/lib/json';
import type { InputSpec } from './live-inputs';
import { PythonError } from './python';

/** One entry of `node_errors[id].errors`, or the `error` of a refusal. */
export type ValidationError = {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: JsonObject;
};

/** An error about one input; `extra` stands beside `input_name`. */
export function inputError(type: string, message: string, details: string, extra: JsonObject): ValidationError {
  return { type, message, details, extra_info: extra };
}

/** `[type, options]`, as error entries quote an input's definition. */
export function inputConfig(spec: InputSpec): JsonValue {
  return [spec.type, spec.options];
}

/** A traceback in Python's layout; file and line are invented. */
export function fakeTraceback(...functions: readonly string[]): readonly string[] {
  return functions.map((name) => `  File "/comfy/embedded.py", line 1, in ${name}\n    ${name}(...)\n`);
}

/** Type and message of whatever was thrown while a prompt was judged. */
export function asPythonError(error: unknown): { readonly exceptionType: string; readonly message: string } {
  if (error instanceof PythonError) return { exceptionType: error.exceptionType, message: error.message };
  return { exceptionType: 'RuntimeError', message: error instanceof Error ? error.message : String(error) };
}
