import type { Clock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import type { PreviewImage } from './node-class';
import type { EngineProfile } from './profiles';
import type { RunGraph } from './run-graph';
import type { RunMessages } from './run-messages';

/** Progress of all nodes of one run begun so far; each change is told as a whole `progress_state`. */
export interface RunProgress {
  readonly start: (nodeId: string) => void;
  /** Steps of a running node: the state, then the preview, then `progress`. */
  readonly step: (nodeId: string, step: { value: number; max: number; preview?: PreviewImage | undefined }) => void;
  readonly finish: (nodeId: string) => void;
}

interface NodeProgress {
  readonly value: number;
  readonly max: number;
  readonly state: 'running' | 'finished';
}

/** Creates the progress of one run. */
export function createRunProgress(run: { promptId: string; graph: RunGraph; messages: RunMessages; profile: EngineProfile }): RunProgress {
  const { promptId, graph, messages, profile } = run;
  const nodes = new Map<string, NodeProgress>();
  const identify = (nodeId: string): JsonObject => {
    const names = graph.names(nodeId);
    return {
      node_id: nodeId,
      prompt_id: promptId,
      display_node_id: names.displayId,
      parent_node_id: names.parentId,
      real_node_id: names.realId,
    };
  };
  const update = (nodeId: string, progress: NodeProgress): void => {
    nodes.set(nodeId, progress);
    if (!profile.sendsProgressState) return;
    const states = [...nodes].map(([id, state]) => [id, { ...state, ...identify(id) }]);
    messages.toOwnerOrAll('progress_state', { prompt_id: promptId, nodes: Object.fromEntries(states) as JsonObject });
  };
  return {
    start: (nodeId) => update(nodeId, { value: 0, max: 1, state: 'running' }),
    step: (nodeId, { value, max, preview }) => {
      update(nodeId, { value, max, state: 'running' });
      if (preview !== undefined) {
        const { mimeType, bytes } = preview;
        messages.preview({ mimeType, bytes, metadata: { ...identify(nodeId), image_type: mimeType } });
      }
      messages.toOwnerOrAll('progress', { value, max, prompt_id: promptId, node: nodeId });
    },
    finish: (nodeId) => {
      const max = nodes.get(nodeId)?.max ?? 1;
      update(nodeId, { value: max, max, state: 'finished' });
    },
  };
}

const MIN_INTERVAL_MS = 100;
const MIN_CHANGE = 0.005;

/** Decides which steps of one progress bar are told: the first, the last, those with a preview, and at most one in 100 ms that moved 0.5 %. */
export function createStepThrottle(clock: Clock): (value: number, max: number, hasPreview: boolean) => boolean {
  let lastValue = -1;
  let lastMs = 0;
  return (value, max, hasPreview) => {
    const nowMs = clock.monotonicMs();
    const isOrdinary = !hasPreview && lastValue >= 0 && value >= lastValue && value < max;
    const isDue = nowMs - lastMs >= MIN_INTERVAL_MS && (max <= 0 || (value - lastValue) / max >= MIN_CHANGE);
    if (isOrdinary && !isDue) return false;
    lastValue = value;
    lastMs = nowMs;
    return true;
  };
}
