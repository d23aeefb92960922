import type { CommandContext } from '@/components/commands/command';
import { wordUploadFailure } from '@/components/field-controls/use-upload';
import { setWidgetValue } from '@/graph/edit/widget';
import type { GraphNode, Point } from '@/graph/document/model';
import type { NodeType, NodeTypes } from '@/graph/node-types/node-type';
import { ApiError, toAppError } from '@/lib/errors';
import { toWidgetFileValue } from '@/protocol/files';
import { uploadFile } from '@/session/mutations/files';
import { featuresQuery } from '@/session/queries/system';
import { nodeName, type GraphController } from '../controller';
import { texts as t } from '../texts';
import { addFromPalette } from '../wire-actions';

/** What telling and sending need. */
export type PasteContext = Pick<CommandContext, 'session' | 'announce'>;

/** An input that takes uploaded files. */
interface Loader {
  readonly nodeType: NodeType;
  readonly input: string;
  readonly folder: 'input' | 'output' | 'temp';
}

type MediaKind = 'image' | 'video' | 'audio';

/** Classes of ComfyUI itself; of several that could load a file they are meant. */
const USUAL: Readonly<Record<MediaKind, string>> = { image: 'LoadImage', video: 'LoadVideo', audio: 'LoadAudio' };

/** What kind of media a file is, by its MIME type; null for all other files. */
export function mediaKindOf({ type }: { readonly type: string }): MediaKind | null {
  const kind = type.split('/')[0];
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : null;
}

/** The class that loads files of a kind: the usual one, else the first that can and is not on its way out. */
export function findLoader(nodeTypes: NodeTypes, kind: MediaKind): Loader | null {
  const usual = nodeTypes.get(USUAL[kind]);
  for (const nodeType of [...(usual === undefined ? [] : [usual]), ...nodeTypes.all()]) {
    const loader = nodeType.isDeprecated ? null : loaderOf(nodeType, kind);
    if (loader !== null) return loader;
  }
  return null;
}

function loaderOf(nodeType: NodeType | undefined, kind: MediaKind): Loader | null {
  for (const { name, widget } of nodeType?.inputs ?? []) {
    if (nodeType !== undefined && widget.kind === 'combo' && widget.upload === kind)
      return { nodeType, input: name, folder: widget.uploadFolder };
  }
  return null;
}

/**
 * Uploads a picture, clip or sound, then puts it in the one selected node that loads such files, else in a new one at `at`: one undo step.
 * Says what happens; never throws.
 */
export async function pasteMedia(
  controller: GraphController,
  file: File,
  { at, context }: { at: Point; context: PasteContext },
): Promise<void> {
  const kind = mediaKindOf(file);
  const selected = kind === null ? null : selectedLoader(controller, kind);
  const loader = kind === null ? null : (selected?.loader ?? findLoader(controller.nodeTypes(), kind));
  if (loader === null) {
    context.announce(t.noLoader({ name: file.name }), 'danger');
    return;
  }
  const limitBytes = context.session.queryClient.getQueryData(featuresQuery(context.session).queryKey)?.maxUploadBytes ?? null;
  context.announce(t.uploading({ name: file.name }));
  try {
    if (limitBytes !== null && file.size > limitBytes) throw new ApiError('http', { status: 413, url: '/upload/image' });
    const { nodeType, input, folder } = loader;
    const saved = await uploadFile(context.session, { file, target: { type: folder }, refreshClasses: [nodeType.name] });
    const value = toWidgetFileValue(saved);
    if (selected === null)
      addFromPalette(controller, { name: nodeType.name, nodeType }, { point: at, from: null, values: { [input]: value } });
    else fill(controller, selected.node, { input, value });
  } catch (error) {
    context.announce(wordUploadFailure(toAppError(error), file.name, limitBytes).text, 'danger');
  }
}

function fill(controller: GraphController, node: GraphNode, { input, value }: { readonly input: string; readonly value: string }): void {
  const args = { graphId: controller.graphId(), nodeId: node.id, name: input, value, nodeTypes: controller.nodeTypes() };
  controller.edit((document) => setWidgetValue(document, args));
  controller.say(t.loaderFilled({ name: value, node: nodeName(controller, node.id) }));
}

function selectedLoader(controller: GraphController, kind: MediaKind): { readonly node: GraphNode; readonly loader: Loader } | null {
  const [id, ...others] = controller.selection();
  const node = id === undefined || others.length > 0 ? undefined : controller.graph()?.nodes.get(id);
  const loader = node === undefined ? null : loaderOf(controller.nodeTypes().get(node.type), kind);
  return node === undefined || loader === null ? null : { node, loader };
}
