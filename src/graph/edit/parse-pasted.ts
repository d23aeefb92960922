import { FileError } from '@/lib/errors';
import { openFileBytes, type OpenDependencies } from '../import/open-file-bytes';
import type { NodeTypes } from '../node-types/node-type';
import { parseClipboard, type Clipping } from './clipboard';

/**
 * Text from any clipboard as something `pasteNodes` takes: nodes copied here, a workflow, an API prompt, or the settings of another program.
 * `null` for any other text. Prompts are read by the node types, large texts in a worker.
 */
export async function parsePastedText(text: string, nodeTypes: NodeTypes, dependencies: OpenDependencies): Promise<Clipping | null> {
  const copied = parseClipboard(text);
  if (copied !== null) return copied;
  if (text.trim() === '') return null;
  try {
    const task = { bytes: new TextEncoder().encode(text), fileName: '', loadTypes: () => Promise.resolve(nodeTypes) };
    const { document } = await openFileBytes(task, dependencies);
    return document.root.nodes.size === 0 ? null : { document, incoming: [] };
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}
