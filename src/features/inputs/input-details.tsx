import { Brush, Link2, X } from 'lucide-react';
import { openMaskEditor } from '@/components/edit-mask/mask-requests';
import { findFileInputs, type FileInput } from '@/components/file-inputs/find-file-inputs';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { CopyButton } from '@/components/output-media/copy-button';
import { DownloadLink } from '@/components/output-media/download-link';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import { setWidgetValue } from '@/graph/edit/widget';
import { toPromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { useActiveDocument, useWorkspace } from '@/workspace/use-workspace';
import type { FileUse, InputFile } from './input-files';
import { toOutput } from './input-tile';
import { t } from './texts';

export interface InputDetailsProps {
  readonly item: InputFile;
  readonly revision: string;
  readonly onClose: () => void;
}

/** One input file large, where it is used, and what can be done with it. */
export function InputDetails({ item, revision, onClose }: InputDetailsProps) {
  const session = useSession();
  const { path, file, kind, uses, isListed } = item;
  const jobId = toPromptId(revision);
  return (
    <aside
      aria-label={t.details}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard
      tabIndex={0}
      className="flex shrink-0 flex-col gap-3 overflow-auto border-border p-3 max-md:max-h-[50dvh] max-md:border-t md:w-80 md:border-l"
    >
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 font-semibold break-all">{path}</h3>
        <IconButton label={t.closeDetails} onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className="h-56 shrink-0 rounded-control bg-sunken">
        <OutputThumbnail key={`${path} ${revision}`} jobId={jobId} output={toOutput(item)} caption={path} fit="contain" />
      </div>
      {!isListed && <p className="text-warning">{t.notListed}</p>}
      <div className="flex flex-wrap gap-1">
        {kind === 'image' && (
          <Button
            icon={<Brush size={16} strokeWidth={1.75} aria-hidden />}
            onClick={() => openMaskEditor(session, { file, cacheKey: revision })}
          >
            {t.editMask}
          </Button>
        )}
        <CopyButton label={t.copyPath} value={path} />
        <DownloadLink file={file} jobId={jobId} />
      </div>
      <section aria-label={t.usedIn} className="flex flex-col gap-1">
        <h4 className="text-secondary text-muted">{t.usedIn}</h4>
        {uses.length === 0 && <p className="text-faint">{t.notUsed}</p>}
        <ul className="flex flex-col gap-1">
          {uses.map((use) => (
            <li key={`${use.documentId} ${use.input.graphId} ${use.input.nodeId} ${use.input.name}`}>
              <UseLink use={use} />
            </li>
          ))}
        </ul>
      </section>
      <UseIn item={item} />
    </aside>
  );
}

/** Goes to the node; into a subgraph only its workflow. */
function UseLink({ use: { documentId, documentName, input } }: { readonly use: FileUse }) {
  const node = input.graphId === 'root' ? `?node=${encodeURIComponent(input.nodeId)}` : '';
  return (
    <a
      href={`#/graph/${encodeURIComponent(documentId)}${node}`}
      className="inline-flex items-center gap-1.5 break-all text-accent hover:underline pointer-coarse:min-h-11"
    >
      <Link2 size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />
      {t.goToNode({ node: `${input.nodeTitle} #${input.nodeId}`, document: documentName })}
    </a>
  );
}

/** Chooses the file in a control of the workflow in front: one undo step. */
function UseIn({ item: { path, kind } }: { readonly item: InputFile }) {
  const workspace = useWorkspace();
  const announce = useToast();
  const { nodeTypes } = useNodeTypes();
  const open = useActiveDocument();
  if (open === null) return null;
  const loaders = findFileInputs(open.document, nodeTypes).filter((input) => !input.isLinked && takes(input, kind));
  const keyOf = ({ graphId, nodeId, name }: FileInput): string => `${graphId} ${nodeId} ${name}`;
  const wordOf = ({ nodeTitle: title, nodeId: id, name }: FileInput): string => t.loader({ title, id, name });
  const choose = (key: string): void => {
    const chosen = loaders.find((input) => keyOf(input) === key);
    if (chosen === undefined) return;
    const { graphId, nodeId, name } = chosen;
    workspace.edit(open.id, (document) => setWidgetValue(document, { graphId, nodeId, name, value: path, nodeTypes }));
    announce(t.usedNow({ name: path, loader: wordOf(chosen) }), 'success');
  };
  if (loaders.length === 0) return <p className="text-secondary text-faint">{t.noNode}</p>;
  return (
    <label className="flex flex-col gap-0.5 text-secondary text-muted">
      {t.useIn}
      <select
        aria-label={t.useIn}
        value=""
        onChange={(event) => choose(event.target.value)}
        className="h-(--control) rounded-control border border-border-strong bg-sunken px-1.5 text-text pointer-coarse:h-11"
      >
        <option value="">{t.chooseNode}</option>
        {loaders.map((input) => (
          <option key={keyOf(input)} value={keyOf(input)}>
            {wordOf(input)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Sound is taken of films too, and some controls take anything. */
function takes(input: FileInput, kind: InputFile['kind']): boolean {
  return input.kind === kind || input.kind === 'file' || (input.kind === 'audio' && kind === 'video');
}
