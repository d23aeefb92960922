import { FileError } from '@/lib/errors';
import type { WorkflowDocument } from '../document/model';
import { finishContent, readTextFile } from '../import/read-content';
import type { NodeTypes } from '../node-types/node-type';
import { parseClipboard } from './clipboard';

/**
 * Text from any clipboard as something `pasteNodes` takes: nodes copied here, a workflow, an API prompt, or the settings of another program.
 * `null` for any other text. Prompts are read by the node types.
 */
export function parsePastedText(text: string, nodeTypes: NodeTypes): WorkflowDocument | null {
  const copied = parseClipboard(text);
  if (copied !== null) return copied;
  try {
    const { document } = finishContent(readTextFile(new TextEncoder().encode(text)), nodeTypes);
    return document.root.nodes.size === 0 ? null : document;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}
