import { NodeFailure } from '../../engine/node-class';
import { pythonText } from './python-text';

/** Python's `str.format` with named values: `{a}`, `{a!r}`, `{a:>8}`, `{a:05d}`, `{a:.2f}`, `{a:,}`, `{a:x}`; `{{` and `}}` are braces. */
export function formatPython(template: string, values: Readonly<Record<string, unknown>>): string {
  const parts: string[] = [];
  for (let at = 0; at < template.length;) {
    const character = template.charAt(at);
    if ((character === '{' || character === '}') && template.charAt(at + 1) === character) {
      parts.push(character);
      at += 2;
    } else if (character === '{') {
      const end = template.indexOf('}', at);
      if (end < 0) throw new NodeFailure('ValueError', "expected '}' before end of string");
      parts.push(formatField(template.slice(at + 1, end), values));
      at = end + 1;
    } else if (character === '}') {
      throw new NodeFailure('ValueError', "Single '}' encountered in format string");
    } else {
      parts.push(character);
      at += 1;
    }
  }
  return parts.join('');
}

function formatField(field: string, values: Readonly<Record<string, unknown>>): string {
  const [, name = '', conversion, , format = ''] = /^([^!:]*)(?:!(\w))?(:(.*))?$/s.exec(field) ?? [];
  if (/^\d*$/.test(name)) throw new NodeFailure('IndexError', `Replacement index ${name || 0} out of range for positional args tuple`);
  if (!Object.hasOwn(values, name)) throw new NodeFailure('KeyError', `'${name}'`);
  const value = values[name];
  if (conversion === 'r') return formatValue(typeof value === 'string' ? `'${value}'` : pythonText(value), format);
  return formatValue(conversion === undefined ? value : pythonText(value), format);
}

const SPEC = /^(?:(.)?([<>^=]))?([+\- ]?)(#?)(0?)(\d*)(,?)(?:\.(\d+))?([a-zA-Z%]?)$/s;

function formatValue(value: unknown, spec: string): string {
  if (spec === '') return pythonText(value);
  const match = SPEC.exec(spec);
  if (match === null) throw new NodeFailure('ValueError', `Invalid format specifier '${spec}'`);
  const [, fill = ' ', align, sign = '', , zero, width = '', comma, precision, type = ''] = match;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const body = isNumber ? formatNumber(value, { sign, comma: comma === ',', precision, type }) : formatText(value, precision, type);
  const filler = zero === '0' && align === undefined ? '0' : fill;
  return pad(body, Number(width), { filler, align: align ?? (zero === '0' ? '=' : isNumber ? '>' : '<') });
}

function formatText(value: unknown, precision: string | undefined, type: string): string {
  if (type !== '' && type !== 's') throw new NodeFailure('ValueError', `Unknown format code '${type}' for object of type 'str'`);
  const text = pythonText(value);
  return precision === undefined ? text : text.slice(0, Number(precision));
}

interface NumberFormat {
  readonly sign: string;
  readonly comma: boolean;
  readonly precision: string | undefined;
  readonly type: string;
}

function formatNumber(value: number | bigint, { sign, comma, precision, type }: NumberFormat): string {
  const isNegative = value < 0;
  const digits = digitsOf(isNegative ? -value : value, precision, type);
  const grouped = comma ? digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',') : digits;
  return (isNegative ? '-' : sign === '-' ? '' : sign) + grouped;
}

function digitsOf(value: number | bigint, precision: string | undefined, type: string): string {
  const places = precision === undefined ? 6 : Number(precision);
  switch (type) {
    case 'f':
    case 'F':
      return Number(value).toFixed(places);
    case 'e':
    case 'E':
      return Number(value)
        .toExponential(places)
        .replace(/e([+-])(\d)$/, 'e$10$2');
    case '%':
      return `${(Number(value) * 100).toFixed(places)}%`;
    case 'x':
    case 'X':
    case 'o':
    case 'b': {
      const text = value.toString({ x: 16, X: 16, o: 8, b: 2 }[type]);
      return type === 'X' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return String(Number(Number(value).toPrecision(places || 1)));
    default:
      return precision === undefined ? String(value) : String(Number(Number(value).toPrecision(places || 1)));
  }
}

function pad(text: string, width: number, { filler, align }: { filler: string; align: string }): string {
  const missing = Math.max(0, width - text.length);
  if (align === '<') return text + filler.repeat(missing);
  if (align === '^') return filler.repeat(Math.floor(missing / 2)) + text + filler.repeat(Math.ceil(missing / 2));
  if (align !== '=') return filler.repeat(missing) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + filler.repeat(missing) + text.slice(sign.length);
}
