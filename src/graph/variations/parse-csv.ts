/** Separators a spreadsheet may write. */
const SEPARATORS = [',', ';', '\t'] as const;

/** A table as read: `header` is its first row, `rows` are as long as it. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads comma, semicolon or tab separated values; the separator that the first row has most of is taken. Fields may be quoted, with `""`
 * for a quote and line breaks inside. Rows of blanks are left out, short rows filled up, long ones cut. Never throws: any text is a table.
 */
export function parseCsv(text: string): CsvTable {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const records = readRecords(plain, findSeparator(plain)).filter((record) => record.some((field) => field.trim() !== ''));
  const [header = [], ...rows] = records;
  return { header: header.map((name) => name.trim()), rows: rows.map((row) => header.map((_name, index) => row[index] ?? '')) };
}

function findSeparator(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (separator: string): number => first.split(separator).length;
  return SEPARATORS.reduce<string>((best, separator) => (count(separator) > count(best) ? separator : best), ',');
}

function readRecords(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  const endField = (): void => {
    record.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    records.push(record);
    record = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') field += text.charAt(at++);
      else isQuoted = false;
    } else if (character === '"' && field === '') isQuoted = true;
    else if (character === separator) endField();
    else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  if (field !== '' || record.length > 0) endRecord();
  return records;
}
