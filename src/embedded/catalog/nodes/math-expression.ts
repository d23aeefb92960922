import { NodeFailure } from '../../engine/node-class';

type Value = number | boolean;

/**
 * Evaluates a Python expression of numbers, names, arithmetic, comparison, `and or not`, `x if c else y`, and common functions.
 * @throws NodeFailure `ZeroDivisionError`, `NameNotDefined`, `SyntaxError`, as Python would.
 */
export function evaluateExpression(source: string, names: Readonly<Record<string, Value>>): Value {
  const parser = new ExpressionParser(tokenize(source), names);
  const value = parser.ternary();
  parser.finish();
  return value;
}

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  sum: (...values) => values.reduce((total, value) => total + value, 0),
  round: (value, digits = 0) => roundHalfEven(value * 10 ** digits) / 10 ** digits,
  floor: Math.floor,
  ceil: Math.ceil,
  int: Math.trunc,
  float: (value) => value,
  sqrt: (value) => (value < 0 ? fail('ValueError', 'math domain error') : Math.sqrt(value)),
  pow: (base, exponent) => base ** exponent,
  log: (value, ...[base]) => (base === undefined ? Math.log(value) : Math.log(value) / Math.log(base)),
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
};

const CONSTANTS: Readonly<Record<string, Value>> = { True: true, False: false, pi: Math.PI, e: Math.E };

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function fail(type: string, message: string): never {
  throw new NodeFailure(type, message);
}

function tokenize(source: string): string[] {
  const tokens = source.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z_]\w*|\*\*|\/\/|[<>=!]=|[-+*/%()<>,]|\S/g) ?? [];
  if (tokens.length === 0) fail('SyntaxError', 'invalid syntax: empty expression');
  return tokens;
}

/** Operators by how tightly they bind, loosest first; each level is left-associative. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => Value>>[] = [
  {
    '<': (a, b) => a < b,
    '>': (a, b) => a > b,
    '<=': (a, b) => a <= b,
    '>=': (a, b) => a >= b,
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  {
    '*': (a, b) => a * b,
    '/': (a, b) => (b === 0 ? fail('ZeroDivisionError', 'division by zero') : a / b),
    '//': (a, b) => (b === 0 ? fail('ZeroDivisionError', 'integer division or modulo by zero') : Math.floor(a / b)),
    '%': (a, b) => (b === 0 ? fail('ZeroDivisionError', 'integer modulo by zero') : a - b * Math.floor(a / b)),
  },
];

/** Recursive descent over the tokens; one method per level of binding, loosest first. */
class ExpressionParser {
  readonly #tokens: readonly string[];
  readonly #names: Readonly<Record<string, Value>>;
  #at = 0;

  constructor(tokens: readonly string[], names: Readonly<Record<string, Value>>) {
    this.#tokens = tokens;
    this.#names = names;
  }

  ternary(): Value {
    const value = this.#either();
    if (!this.#take('if')) return value;
    const condition = this.#either();
    this.#expect('else');
    const other = this.ternary();
    return condition ? value : other;
  }

  finish(): void {
    if (this.#at < this.#tokens.length) fail('SyntaxError', `invalid syntax near '${this.#peek()}'`);
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(token: string): boolean {
    const isNext = this.#peek() === token;
    if (isNext) this.#at += 1;
    return isNext;
  }

  #expect(token: string): void {
    if (!this.#take(token)) fail('SyntaxError', `invalid syntax near '${this.#peek()}'`);
  }

  #either(): Value {
    let value = this.#both();
    while (this.#take('or')) {
      const right = this.#both();
      value = value || right;
    }
    return value;
  }

  #both(): Value {
    let value = this.#negated();
    while (this.#take('and')) {
      const right = this.#negated();
      value = value && right;
    }
    return value;
  }

  #negated(): Value {
    return this.#take('not') ? !this.#negated() : this.#binary(0);
  }

  #binary(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let value = this.#binary(level + 1);
    for (let operator = operators[this.#peek()]; operator !== undefined; operator = operators[this.#peek()]) {
      this.#at += 1;
      value = operator(Number(value), Number(this.#binary(level + 1)));
    }
    return value;
  }

  #unary(): Value {
    if (this.#take('-')) return -Number(this.#unary());
    if (this.#take('+')) return Number(this.#unary());
    const base = this.#primary();
    return this.#take('**') ? Number(base) ** Number(this.#unary()) : base;
  }

  #primary(): Value {
    if (this.#take('(')) {
      const value = this.ternary();
      this.#expect(')');
      return value;
    }
    const token = this.#peek();
    this.#at += 1;
    if (/^[.\d]/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) fail('SyntaxError', `invalid syntax near '${token}'`);
    return this.#take('(') ? this.#call(token) : lookUp(token, this.#names);
  }

  #call(name: string): Value {
    const values: number[] = [];
    while (!this.#take(')')) {
      values.push(Number(this.ternary()));
      if (this.#peek() !== ')') this.#expect(',');
    }
    const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    return run === undefined ? fail('FunctionNotDefined', `Function '${name}' not defined`) : run(...values);
  }
}

function lookUp(name: string, names: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(names, name)) return names[name] ?? 0;
  if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name] ?? 0;
  return fail('NameNotDefined', `'${name}' is not defined`);
}
