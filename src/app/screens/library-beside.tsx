import { addToActiveView } from '@/features/graph-view';
import { LibraryPanel } from '@/features/library';
import { useWorkspace } from '@/workspace/use-workspace';

/** The node library beside the graph that takes what is chosen in it. */
export function LibraryBeside() {
  const workspace = useWorkspace();
  return <LibraryPanel onAdd={(className) => addToActiveView(workspace, className)} />;
}
