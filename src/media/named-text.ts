/** One text inside a file and the name it stands under, as written; empty where the container has no names. */
export interface NamedText {
  readonly keyword: string;
  readonly text: string;
}

/** Splits an entry such as `prompt:{…}` or `Workflow: {…}`; null where no such name stands before it. */
export function splitKeyword(entry: string): NamedText | null {
  const match = /^\s*(\w{1,40})\s*:/.exec(entry);
  return match === null ? null : { keyword: match[1] ?? '', text: entry.slice(match[0].length).trimStart() };
}
