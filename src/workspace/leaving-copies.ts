import * as z from 'zod/mini';
import { parseDraft, type Draft } from './draft-store';
import type { KeyValueStorage } from './storage';

/** A draft the database does not have yet, and the version it stands on. */
export interface LeavingCopy {
  readonly draft: Draft;
  readonly basedOn: number;
}

/**
 * What a tab wrote down at the moment it was left: the database answers too late for a closing page, `localStorage` takes a text at
 * once. The next tab of this browser moves it into the database.
 */
export interface LeavingCopies {
  /** Replaces what this tab wrote down before; nothing when there is nothing. */
  readonly leave: (copies: readonly LeavingCopy[]) => void;
  /** Of all tabs. What cannot be read is left out. `forget` drops what was read, not what came since. */
  readonly read: () => { readonly copies: readonly LeavingCopy[]; readonly forget: () => void };
}

const schema = z.record(z.string(), z.array(z.object({ draft: z.unknown(), basedOn: z.number() })));
type Stored = z.infer<typeof schema>;

/** The copies under one key; `tab` tells this tab's from those of others. */
export function createLeavingCopies(values: KeyValueStorage, key: string, tab: string): LeavingCopies {
  const read = (): Stored => {
    try {
      return schema.parse(JSON.parse(values.read(key) ?? '{}'));
    } catch {
      return {};
    }
  };
  return {
    leave: (copies) => {
      const { [tab]: former, ...others } = read();
      if (copies.length > 0) values.write(key, JSON.stringify({ ...others, [tab]: copies }));
      else if (former !== undefined) values.write(key, JSON.stringify(others));
    },
    read: () => {
      const found = Object.entries(read());
      const copies = found.flatMap(([, entries]) => entries).flatMap(toCopy);
      const forget = (): void => {
        const tabs = new Set(found.map(([name]) => name));
        const left = Object.entries(read()).filter(([name]) => !tabs.has(name));
        if (left.length === 0) values.remove(key);
        else values.write(key, JSON.stringify(Object.fromEntries(left)));
      };
      return { copies, forget };
    },
  };
}

function toCopy({ draft, basedOn }: Stored[string][number]): readonly LeavingCopy[] {
  const parsed = parseDraft(draft);
  return parsed === null ? [] : [{ draft: parsed, basedOn }];
}
