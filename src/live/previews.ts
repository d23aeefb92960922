import { MAX_PREVIEWS_KEPT } from '@/config/limits';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { ServerEvent } from '@/protocol/server-event';
import type { LivePreview, LiveState } from './state';

/** The browser's object URLs, as a dependency. */
export interface ObjectUrls {
  readonly create: (blob: Blob) => string;
  readonly revoke: (url: string) => void;
}

export type PreviewEvent = Extract<ServerEvent, { kind: 'preview' }>;

/** Owns the object URLs of previews: at most `MAX_PREVIEWS_KEPT`, one per node, the longest unchanged go first. */
export interface PreviewKeeper {
  /** What the store shows; the same reference until something changes. */
  readonly current: () => LiveState['previews'];
  /** Replaces the node's preview and revokes the former; the bytes are copied. */
  readonly put: (nodeId: NodeId, promptId: PromptId | null, event: PreviewEvent) => void;
  /**
   * Drops the previews of other runs when one begins. They stay until then, so that a cancelled run keeps its last picture and
   * `SaveImageWebsocket`, which delivers by preview only, its result.
   */
  readonly beginRun: (promptId: PromptId) => void;
  readonly clear: () => void;
}

/** Creates an empty keeper; `clear` it at the end of its life. */
export function createPreviewKeeper(urls: ObjectUrls): PreviewKeeper {
  const kept = new Map<NodeId, LivePreview>();
  let shown: LiveState['previews'] = {};
  const drop = (nodeId: NodeId): void => {
    const preview = kept.get(nodeId);
    if (preview === undefined) return;
    urls.revoke(preview.url);
    kept.delete(nodeId);
    shown = Object.fromEntries(kept);
  };
  return {
    current: () => shown,
    put: (nodeId, promptId, event) => {
      drop(nodeId);
      const blob = new Blob([event.bytes], { type: event.mimeType });
      kept.set(nodeId, { promptId, nodeId, url: urls.create(blob), blob });
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MAX_PREVIEWS_KEPT))) drop(oldest);
      shown = Object.fromEntries(kept);
    },
    beginRun: (promptId) => {
      for (const preview of [...kept.values()]) if (preview.promptId !== promptId && preview.nodeId !== null) drop(preview.nodeId);
    },
    clear: () => {
      for (const nodeId of [...kept.keys()]) drop(nodeId);
    },
  };
}
