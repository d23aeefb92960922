import type { Diagnostic } from '@/lib/diagnostic';
import { FileError, toAppError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import { parseNodeTypes } from '../node-types/parse-node-types';
import type { WorkflowDocument } from '../document/model';
import { splitDocument, type DocumentPart } from './document-parts';
import { finishFile, readWorkflowFile, type OpenedFile } from './open-file';
import { neededTypes } from './read-content';

/** What the reader asks and tells while it works; no more than two calls are under way, so that messages never pile up at the page. */
export interface ReaderCallbacks {
  /** Entries of `/object_info` for these classes, as far as there are any. Not asked for a workflow. */
  readonly types: (names: readonly string[]) => Promise<readonly (readonly [string, JsonObject])[]>;
  readonly part: (part: DocumentPart) => Promise<void>;
}

/** The end of reading: the document's frame (its nodes and links were told before), or why there is none. */
export type ReaderOutcome =
  | ({ readonly kind: 'opened'; readonly frame: WorkflowDocument } & Omit<OpenedFile, 'document'>)
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly details: FileError['details'] };

/** What a worker offers to a page. Everything that crosses is structured-clonable. */
export interface FileReader {
  /** Never throws. */
  readonly open: (bytes: Uint8Array, fileName: string, callbacks: ReaderCallbacks) => Promise<ReaderOutcome>;
}

/** Enough to say that a file is odd; a hostile one has millions. */
const MAX_DIAGNOSTICS = 5_000;

/** The reader itself; it needs no worker around it. */
export function createFileReader(): FileReader {
  return {
    open: async (bytes, fileName, callbacks) => {
      try {
        return await open(bytes, fileName, callbacks);
      } catch (error) {
        const { code, message } = toAppError(error);
        return { kind: 'refused', code, message, details: error instanceof FileError ? error.details : {} };
      }
    },
  };
}

async function open(bytes: Uint8Array, fileName: string, callbacks: ReaderCallbacks): Promise<ReaderOutcome> {
  const read = await readWorkflowFile(bytes, fileName);
  const names = neededTypes(read.content);
  const entries = names.length === 0 ? [] : await callbacks.types(names);
  const { document, ...rest } = finishFile(read, parseNodeTypes(new Map(entries)).nodeTypes);
  const { frame, parts } = splitDocument(document);
  // One ahead: the next is packed here while the page unpacks the one before, and never more than two wait there.
  let told = Promise.resolve();
  for (const part of parts) {
    const telling = callbacks.part(part);
    await told;
    told = telling;
  }
  await told;
  const diagnostics: readonly Diagnostic[] = rest.diagnostics.slice(0, MAX_DIAGNOSTICS);
  return { kind: 'opened', frame, ...rest, diagnostics };
}
