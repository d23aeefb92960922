import type { Point } from '@/graph/document/model';
import type { GraphController } from '../controller';
import { texts as t } from '../texts';
import { lastCopiedText, pasteText, type PasteOptions } from './clipboard-actions';
import { mediaKindOf, pasteMedia, type PasteContext } from './paste-media';
import { readSystemClipboard, type ClipboardContent } from './system-clipboard';

/** Larger than any workflow that is read; a pasted film is not read for its text. */
const MAX_TEXT_FILE_BYTES = 20_000_000;

/**
 * Adds whatever of a clipboard's content a graph can take: nodes, a workflow or prompt as text, else files: workflows as JSON, pictures,
 * clips and sounds in nodes that load them. Says so when there is nothing. Never throws.
 */
export async function pasteContent(
  controller: GraphController,
  { text, files }: ClipboardContent,
  { context, ...options }: PasteOptions & { readonly context: PasteContext },
): Promise<void> {
  const withClock = { ...options, clock: context.session.clock };
  if (await pasteText(controller, text, withClock)) return;
  let hasPasted = false;
  for (const file of files) {
    if (mediaKindOf(file) !== null) await pasteMedia(controller, file, { at: options.at, context });
    else if (!(await pasteTextFile(controller, file, withClock))) continue;
    hasPasted = true;
  }
  if (!hasPasted) context.announce(t.nothingToPaste);
}

async function pasteTextFile(controller: GraphController, file: File, options: Parameters<typeof pasteText>[2]): Promise<boolean> {
  return file.size <= MAX_TEXT_FILE_BYTES && (await pasteText(controller, await file.text(), options));
}

/** Pastes from a menu or by a command, where there is no paste event: the system's clipboard if it may be read, else what was copied here. */
export async function pasteFromSystem(
  controller: GraphController,
  options: { readonly at: Point; readonly keepsIncoming: boolean; readonly context: PasteContext },
): Promise<void> {
  const system = await readSystemClipboard();
  const own = lastCopiedText(controller.workspace);
  if (system !== null) await pasteContent(controller, system, options);
  else if (own !== null) await pasteContent(controller, { text: own, files: [] }, options);
  else options.context.announce(t.clipboardUnreadable);
}
