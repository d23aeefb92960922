/** Byte for byte as text; `TextDecoder('latin1')` is windows-1252 and differs. */
export function latin1(data: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < data.length; at += 8192) parts.push(String.fromCharCode(...data.subarray(at, at + 8192)));
  return parts.join('');
}

/** Whether the bytes at `at` are those of an ASCII mark such as `RIFF`. */
export function hasMark(bytes: Uint8Array, mark: string, at = 0): boolean {
  return latin1(bytes.subarray(at, at + mark.length)) === mark;
}

/** UTF-8 where the bytes are valid UTF-8, else Latin-1: tools differ in what they write. */
export function decodeText(data: Uint8Array): string {
  return decodeUtf8(data) ?? latin1(data);
}

/** The text, or null where the bytes are not UTF-8. A byte order mark at the start is left out. */
export function decodeUtf8(data: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return null;
  }
}

/** A view on the same memory. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
