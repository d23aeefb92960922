import * as z from 'zod/mini';
import type { KeyValueStorage } from './storage';
import type { DocumentId } from './workspace';

/** Which tabs were open, left to right, and which one was in front. */
export interface OpenOrder {
  readonly order: readonly DocumentId[];
  readonly activeId: DocumentId | null;
}

const schema = z.object({ order: z.array(z.string()), activeId: z.nullable(z.string()) });

/** Reads the order back; nothing stored or nonsense stored is "no order known". */
export function readOpenOrder(values: KeyValueStorage, key: string): OpenOrder {
  try {
    const { order, activeId } = schema.parse(JSON.parse(values.read(key) ?? 'null'));
    return { order: order as DocumentId[], activeId: activeId as DocumentId | null };
  } catch {
    return { order: [], activeId: null };
  }
}

/** Writes the order. */
export function writeOpenOrder(values: KeyValueStorage, key: string, order: OpenOrder): void {
  values.write(key, JSON.stringify(order));
}
