import { Save, ZoomIn, ZoomOut } from 'lucide-react';
import { useRef, useState } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import type { MaskRequest } from '@/components/edit-mask/mask-requests';
import { toAppError } from '@/lib/errors';
import { toWidgetFileValue } from '@/protocol/files';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { useActiveDocument, useWorkspace } from '@/workspace/use-workspace';
import { fillLoader, findLoaders } from './loader-choice';
import type { MaskDrafts } from './mask-drafts';
import { MaskStage } from './mask-stage';
import type { OpenedPicture } from './open-picture';
import { saveMask } from './save-mask';
import type { Stage } from './stage/attach-stage';
import { t } from './texts';
import { ToolPanel } from './tool-panel';
import type { ToolSettings } from './tool-settings';
import { useMaskKeys } from './use-mask-keys';
import { usePainting } from './use-painting';
import { wordMaskFailure } from './word-mask-failure';
import type { Mask } from './pixels/mask';

export interface WorkbenchProps {
  readonly request: MaskRequest;
  readonly opened: OpenedPicture;
  /** What was painted before and not saved. */
  readonly draft: Mask | null;
  readonly drafts: MaskDrafts;
  readonly settings: ToolSettings;
  readonly onSettings: (change: Partial<ToolSettings>) => void;
  readonly onClose: () => void;
}

const ZOOM_STEP = 1.25;

/** The loaded picture with the tools around it. */
export function Workbench({ request, opened, draft, drafts, settings, onSettings, onClose }: WorkbenchProps) {
  const stage = useRef<Stage>(null);
  const [zoomPercent, setZoomPercent] = useState(100);
  const [said, setSaid] = useState('');
  const [hasRestored, setRestored] = useState(draft !== null);
  const work = usePainting({ request, opened, draft, drafts, draw: (rect) => stage.current?.draw(rect) });
  const { painting, facts } = work;
  const zoomBy = (factor: number): void => stage.current?.zoom(factor);
  useMaskKeys({
    settings,
    onSettings,
    undo: work.undo,
    redo: work.redo,
    invert: () => work.change({ kind: 'invert' }),
    fit: () => stage.current?.fit(),
    actual: () => stage.current?.actual(),
    zoomBy,
  });
  return (
    <div className="flex h-full min-h-0 flex-col gap-2">
      {hasRestored && (
        <p role="status" className="flex flex-wrap items-center gap-2 text-info">
          {t.restored}
          <Button
            onClick={() => {
              work.change({ kind: 'replace', data: opened.mask });
              work.keeper.drop().catch(() => undefined);
              setRestored(false);
            }}
          >
            {t.startOver}
          </Button>
        </p>
      )}
      {!facts.isKept && <p className="text-warning">{t.notKept}</p>}
      <div className="flex min-h-0 flex-1 gap-3 max-md:flex-col-reverse">
        <ToolPanel
          settings={settings}
          onSettings={onSettings}
          onChange={work.change}
          canUndo={facts.canUndo}
          canRedo={facts.canRedo}
          onUndo={work.undo}
          onRedo={work.redo}
        />
        <div className="min-h-0 min-w-0 flex-1">
          <MaskStage
            opened={opened}
            painting={painting}
            settings={settings}
            stageRef={stage}
            alt={request.file.filename}
            onDone={work.noteDone}
            onZoom={setZoomPercent}
            onPress={(isDown) => setSaid(isDown ? t.penDown : t.penUp)}
          />
        </div>
      </div>
      <footer className="flex flex-wrap items-center gap-2">
        <div className="flex items-center gap-1">
          <IconButton label={t.zoomOut} onClick={() => zoomBy(1 / ZOOM_STEP)}>
            <ZoomOut size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <span className="w-14 text-center text-muted tabular-nums">{t.percent({ percent: zoomPercent })}</span>
          <IconButton label={t.zoomIn} onClick={() => zoomBy(ZOOM_STEP)}>
            <ZoomIn size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <Button tone="quiet" onClick={() => stage.current?.fit()}>
            {t.fit}
          </Button>
          <Button tone="quiet" onClick={() => stage.current?.actual()}>
            {t.actual}
          </Button>
        </div>
        <p role="status" className="min-w-0 text-secondary text-muted tabular-nums">
          {t.masked({ percent: facts.maskedPercent })}
          <span className="sr-only"> {said}</span>
        </p>
        <span className="text-secondary text-faint tabular-nums max-sm:hidden">{t.pictureSize(opened)}</span>
        <SaveBar request={request} opened={opened} mask={painting.mask} drop={work.keeper.drop} onSaved={onClose} />
      </footer>
    </div>
  );
}

interface SaveBarProps {
  readonly request: MaskRequest;
  readonly opened: OpenedPicture;
  readonly mask: Mask;
  /** Nothing need be kept any more. */
  readonly drop: () => Promise<void>;
  readonly onSaved: () => void;
}

function SaveBar({ request, opened, mask, drop, onSaved }: SaveBarProps) {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const { nodeTypes } = useNodeTypes();
  const open = useActiveDocument();
  const loaders = request.onSaved === undefined ? findLoaders(open, nodeTypes) : [];
  const [chosenKey, setChosenKey] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const chosen = loaders.find(({ key }) => key === chosenKey);

  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(null);
    try {
      const upright = opened.isTurned ? await toPng(opened.picture) : null;
      const value = toWidgetFileValue(await saveMask(session, { original: request.file, mask, upright }));
      await drop();
      request.onSaved?.(value);
      if (chosen !== undefined) fillLoader(workspace, chosen, value, nodeTypes);
      announce(chosen === undefined ? t.saved({ name: value }) : t.savedInto({ name: value, loader: chosen.label }), 'success');
      onSaved();
    } catch (error) {
      setFailure(wordMaskFailure(toAppError(error)));
      setSaving(false);
    }
  };
  return (
    <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2">
      {failure !== null && (
        <p role="alert" className="min-w-0 break-words text-danger">
          {t.notSaved({ reason: failure })}
        </p>
      )}
      {loaders.length > 0 && (
        <SelectField
          label={t.useIn}
          value={chosenKey}
          options={[{ value: '', label: t.nowhere }, ...loaders.map(({ key, label }) => ({ value: key, label }))]}
          onChange={setChosenKey}
        />
      )}
      <Button tone="accent" disabled={isSaving} icon={<Save size={16} strokeWidth={1.75} aria-hidden />} onClick={() => void save()}>
        {isSaving ? t.saving : t.save}
      </Button>
    </div>
  );
}

async function toPng(picture: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
