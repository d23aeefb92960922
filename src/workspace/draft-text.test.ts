import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import { readWorkflow } from '@/graph/import/read-workflow';
import { largeWorkflow } from '@/graph/import/fixtures/large-workflow';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { fromDraft, toDraft, toDraftInSlices, type SavedTexts } from './draft-text';
import { createSlices } from './slices';
import { toTextPieces } from './text-pieces';
import type { DocumentId, OpenDocument } from './workspace';

/** Every look at it costs a millisecond, and timers fire at once, counted. */
function createBusyClock(): Clock & { readonly waits: () => number } {
  let nowMs = 0;
  let waits = 0;
  const never: TimerHandle = { cancel: () => undefined };
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs++,
    after: (_delayMs, task) => {
      waits++;
      queueMicrotask(task);
      return never;
    },
    waits: () => waits,
  };
}

function openOf(text: string): OpenDocument {
  const { document } = readWorkflow(parseExactJson(text));
  const id = 'd' as DocumentId;
  return { id, name: 'n', origin: { kind: 'draft' }, document, saved: document, past: [], future: [], selection: new Set() };
}

const details = { id: 'd' as DocumentId, version: 1, keptAtMs: 5 };

describe('the text of a draft', () => {
  it('is the same in pieces as in one go, whatever a workflow holds', () => {
    const scalar = fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.bigInt(), fc.boolean());
    const entry = fc.oneof(scalar, fc.dictionary(fc.string(), scalar), fc.array(scalar));
    const graph = fc.dictionary(fc.constantFrom('nodes', 'links', 'id', 'extra', 'groups'), fc.oneof(entry, fc.array(entry)));
    const workflow = fc.record({
      nodes: fc.array(fc.oneof(entry, graph)),
      definitions: fc.record({ subgraphs: fc.array(graph) }),
      extra: entry,
    });
    fc.assert(fc.property(workflow, (json) => [...toTextPieces(json as JsonObject)].join('') === stringifyExactJson(json)));
  });

  it('is made in slices that give way to the page, and read back equal', async () => {
    const clock = createBusyClock();
    const open = openOf(largeWorkflow(100_000));
    const draft = await toDraftInSlices(open, details, new Map(), createSlices(clock));
    expect(draft).toEqual(toDraft(open, details, new Map()));
    expect(clock.waits()).toBeGreaterThan(20);
    const back = await fromDraft(draft, { startWorker: () => null, clock });
    expect(back?.document).toEqual(open.document);
  });

  it('keeps the saved state’s text until the next save', async () => {
    const open = { ...openOf(largeWorkflow(2_000)), document: createDocument() };
    const texts: SavedTexts = new Map();
    const first = await toDraftInSlices(open, details, texts, createSlices(createBusyClock()));
    expect(first.savedText).toBe(stringifyExactJson(parseExactJson(largeWorkflow(2_000))));
    expect(toDraft(open, details, texts).savedText).toBe(first.savedText);
    const later = { ...open, saved: createDocument() };
    expect((await toDraftInSlices(later, details, texts, createSlices(createBusyClock()))).savedText).not.toBe(first.savedText);
  });

  it('that is large is read by whatever reads files in the background', async () => {
    const open = openOf(largeWorkflow(400_000));
    const draft = toDraft(open, details, new Map());
    let asked = 0;
    const startWorker = (): null => {
      asked++;
      return null;
    };
    const back = await fromDraft({ ...draft, savedText: draft.text }, { startWorker, clock: createBusyClock() });
    expect(asked).toBe(2);
    expect(back?.document.root.nodes.size).toBe(open.document.root.nodes.size);
  });
});
