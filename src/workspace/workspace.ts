import type { StoreApi } from 'zustand/vanilla';
import type { Brand } from '@/lib/brand';
import type { WorkflowDocument } from '@/graph/document/model';
import type { Diagnostic } from '@/lib/diagnostic';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { VersionStore } from './version-store';

/** Id of an open document in this browser; also the `<document>` of `#/graph/<document>` for drafts. */
export type DocumentId = Brand<string, 'DocumentId'>;

/** Where a document came from and where Save writes to. */
export type DocumentOrigin =
  | { readonly kind: 'draft' }
  | { readonly kind: 'file'; readonly fileName: string }
  /** Path under the user's root, e.g. `workflows/portrait.json`; `modified` is the server's stamp when read, for conflict checks. */
  | { readonly kind: 'userdata'; readonly path: string; readonly modified: number | null };

/** One open document. `saved` is the document as last saved or opened: unsaved means `document !== saved`. */
export interface OpenDocument {
  readonly id: DocumentId;
  readonly name: string;
  readonly origin: DocumentOrigin;
  readonly document: WorkflowDocument;
  readonly saved: WorkflowDocument;
  readonly past: readonly WorkflowDocument[];
  readonly future: readonly WorkflowDocument[];
  readonly selection: ReadonlySet<NodeId>;
}

export interface DocumentsState {
  readonly order: readonly DocumentId[];
  readonly activeId: DocumentId | null;
  readonly documents: Readonly<Record<DocumentId, OpenDocument>>;
  /** False until drafts were read back from storage. */
  readonly isRestored: boolean;
  /** Why drafts may not survive a reload; null while all is well. */
  readonly draftFailure: DraftFailure | null;
}

/** `unavailable`: the browser keeps nothing here; `full`: it refused a write; `unreadable`: a kept draft could not be read back (it stays stored). */
export type DraftFailure = 'unavailable' | 'full' | 'unreadable';

/** What came of running one open document from this page. */
export interface DocumentRuns {
  /** Jobs accepted for it, oldest first; bounded by `MAX_RUNS_KEPT`. */
  readonly promptIds: readonly PromptId[];
  /** True while its prompts are being sent. */
  readonly isSubmitting: boolean;
  /** What stood against its last run, and the document that was judged: a problem holds until the node it is about is changed. */
  readonly refusal: { readonly problems: readonly Diagnostic[]; readonly document: WorkflowDocument } | null;
}

export type RunsState = Readonly<Record<DocumentId, DocumentRuns>>;

/** What the user changes about this page; kept in the browser. */
export interface Preferences {
  readonly theme: 'system' | 'dark' | 'light';
  /** Height of buttons, fields and rows: for many things on a screen, or for easy aim. */
  readonly density: 'dense' | 'roomy';
  /** `reduced`: nothing moves, whatever the operating system says. */
  readonly motion: 'system' | 'reduced';
  readonly dockWidthPx: number;
  readonly dockTab: 'queue' | 'history' | 'gallery' | 'info';
  readonly isDockOpen: boolean;
  readonly batchCount: number;
  readonly galleryTileSizePx: number;
  readonly isMinimapShown: boolean;
  /** Nodes and groups that are dragged stop at the lines of the grid. */
  readonly isSnapToGrid: boolean;
  readonly isLibraryShown: boolean;
  /** Class names of node types, in the order they were marked. */
  readonly favoriteNodes: readonly string[];
  /** Node types that were added, the latest first; at most `MAX_NODE_USES`. */
  readonly nodeUses: readonly { readonly name: string; readonly count: number }[];
  /** Ids of commands run from the palette, the latest first; at most `MAX_RECENT_COMMANDS`. */
  readonly recentCommands: readonly string[];
  /** Shortcuts the user chose: command id → tinykeys text, the empty text for none. Other commands keep theirs. */
  readonly shortcuts: Readonly<Record<string, string>>;
  /** Mapped to `Comfy-User`; null = none chosen. */
  readonly userId: string | null;
  /** The user chosen first in this browser: what was kept before anyone was chosen is theirs. */
  readonly homeUserId: string | null;
  /** The name sent as `extra_data.queued_by`. */
  readonly displayName: string;
  /** What the seeds do between the runs of a batch; `controls`: what each control says. */
  readonly batchSeeds: 'controls' | 'randomize' | 'increment' | 'fixed';
  /** How a finished job of this browser makes itself known. */
  readonly isFinishToasted: boolean;
  readonly isFinishSounded: boolean;
  /** By the system, while the page is hidden. */
  readonly isFinishNotified: boolean;
  /** Jobs are sent without the client's id, so that every open page sees their progress. */
  readonly isProgressShared: boolean;
}

/** Everything the user owns and this browser keeps. Made by `createWorkspace`, handed down by `WorkspaceProvider`. */
export interface Workspace {
  readonly documents: StoreApi<DocumentsState>;
  readonly preferences: StoreApi<Preferences>;
  /** What was saved from this browser before. */
  readonly versions: VersionStore;
  /** By open document; written by the run flow, forgotten when the document is closed. */
  readonly runs: StoreApi<RunsState>;
  /** Opens beside the others and makes it active; answers its id. Never replaces unsaved work. */
  readonly open: (document: WorkflowDocument, details: { name: string; origin: DocumentOrigin }) => DocumentId;
  readonly close: (id: DocumentId) => void;
  readonly reopenClosed: () => DocumentId | null;
  readonly activate: (id: DocumentId) => void;
  readonly rename: (id: DocumentId, name: string) => void;
  /**
   * Applies one pure edit as one undo step; an edit that returns the same document records nothing.
   * `group`: consecutive edits of the same group (one drag, one typing run) are one step until `group` changes or `endGroup`.
   */
  readonly edit: (id: DocumentId, edit: (document: WorkflowDocument) => WorkflowDocument, group?: string) => void;
  readonly endGroup: (id: DocumentId) => void;
  readonly undo: (id: DocumentId) => void;
  readonly redo: (id: DocumentId) => void;
  readonly select: (id: DocumentId, nodes: Iterable<NodeId>) => void;
  /** After a successful save. `written` is the document that was written; the current one when absent (nothing was edited meanwhile). */
  readonly markSaved: (id: DocumentId, origin: DocumentOrigin, name: string, written?: WorkflowDocument) => void;
  readonly setPreferences: (change: Partial<Preferences>) => void;
  /** Writes every unsaved draft now; for `pagehide`. */
  readonly flush: () => Promise<void>;
  /** Writes down what `flush` would write, at once: for a page that is gone before the database answers. */
  readonly leave: () => void;
  readonly dispose: () => void;
}
