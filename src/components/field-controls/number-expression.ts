/**
 * Evaluates what a person types into a number field: numbers, `+ - * / % ^`, parentheses. No names, no calls, no eval.
 * Whole-number arithmetic stays exact (bigint) as long as every operand is whole and a division leaves no remainder.
 * A comma is a decimal point; `1,024`, which may as well be a thousand, is refused.
 * @returns the value, or null when the text is not such an expression or has no finite result.
 */
export function evaluateExpression(text: string): number | bigint | null {
  if (text.length > MAX_CHARACTERS || THOUSANDS.test(text)) return null;
  const plain = text.replaceAll(',', '.');
  const tokens = plain.match(TOKEN) ?? [];
  if (tokens.join('') !== plain.replace(/\s+/g, '') || tokens.length === 0 || tokens.length > MAX_TOKENS) return null;
  const reader = { tokens, at: 0 };
  const value = readSum(reader);
  if (value === null || reader.at !== tokens.length) return null;
  return typeof value === 'bigint' || Number.isFinite(value) ? value : null;
}

const TOKEN = /\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[-+*/%^()]/gi;
const THOUSANDS = /\d,\d{3}(?!\d)/;
const MAX_TOKENS = 64;
const MAX_CHARACTERS = 400;
/** `2^64` is as far as seeds go; powers beyond this many digits would only freeze the page. */
const MAX_POWER_DIGITS = 1_000;

type Value = number | bigint | null;
interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readSum(reader: Reader): Value {
  let left = readProduct(reader);
  for (let sign = reader.tokens[reader.at]; sign === '+' || sign === '-'; sign = reader.tokens[reader.at]) {
    reader.at++;
    left = combine(sign, left, readProduct(reader));
  }
  return left;
}

function readProduct(reader: Reader): Value {
  let left = readSigned(reader);
  for (let sign = reader.tokens[reader.at]; sign === '*' || sign === '/' || sign === '%'; sign = reader.tokens[reader.at]) {
    reader.at++;
    left = combine(sign, left, readSigned(reader));
  }
  return left;
}

function readSigned(reader: Reader): Value {
  const sign = reader.tokens[reader.at];
  if (sign !== '-' && sign !== '+') return readPower(reader);
  reader.at++;
  const value = readSigned(reader);
  return sign === '-' ? combine('-', 0n, value) : value;
}

function readPower(reader: Reader): Value {
  const base = readAtom(reader);
  if (reader.tokens[reader.at] !== '^') return base;
  reader.at++;
  return combine('^', base, readSigned(reader));
}

function readAtom(reader: Reader): Value {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return null;
  if (token === '(') {
    const value = readSum(reader);
    return reader.tokens[reader.at++] === ')' ? value : null;
  }
  if (!/^[\d.]/.test(token)) return null;
  return /^\d+$/.test(token) ? BigInt(token) : Number(token);
}

function combine(sign: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const exact = combineExact(sign, left, right);
    if (exact !== undefined) return exact;
  }
  return combineFloat(sign, Number(left), Number(right));
}

function combineExact(sign: string, left: bigint, right: bigint): bigint | undefined {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  if (sign === '^') return right >= 0n && Number(right) * String(left).length <= MAX_POWER_DIGITS ? left ** right : undefined;
  if (right === 0n) return undefined;
  if (sign === '%') return left % right;
  return left % right === 0n ? left / right : undefined;
}

function combineFloat(sign: string, left: number, right: number): number {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  if (sign === '/') return left / right;
  if (sign === '%') return left % right;
  return left ** right;
}
