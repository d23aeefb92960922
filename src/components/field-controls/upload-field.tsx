import clsx from 'clsx';
import { Brush, TriangleAlert, Upload, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import type { WidgetSpec } from '@/graph/node-types/node-type';
import { fromWidgetFileValue } from '@/protocol/files';
import { useSession } from '@/session/session-provider';
import { Button, IconButton } from '@/ui/button';
import { ProgressBar } from '@/ui/progress-bar';
import { openMaskEditor } from '../edit-mask/mask-requests';
import { ACCEPTED, accepts, type UploadKind } from './accepted-files';
import { ComboField } from './combo-field';
import { OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { t } from './texts';
import { useUpload, type UploadMessage } from './use-upload';

export type UploadFieldProps = FieldProps & { readonly combo: Extract<WidgetSpec, { kind: 'combo' }>; readonly kind: UploadKind };

/**
 * A list of the server's files with a button, a drop target and paste for adding one. Fits the height it is given: a message takes the
 * room of the row above it where there is no other, a picture what is left.
 */
export function UploadField(props: UploadFieldProps) {
  const { combo, kind, nodeClass, label, value, isLinked, onChange, onCommit } = props;
  const messageId = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const { current, message, count, upload, cancel, dismiss } = useUpload({
    nodeClass,
    folder: combo.uploadFolder,
    choices: combo.options,
    onUploaded: (next) => {
      onChange(next);
      onCommit();
    },
  });
  const { isOver, ...dropTarget } = useFileDrop({ kind, isOff: isLinked, onFile: upload });
  const percent = Math.round((current?.share ?? 0) * 100);

  return (
    <div
      className={clsx(OWN_GESTURES, 'flex w-full min-w-0 flex-col', isOver && 'outline-2 -outline-offset-2 outline-accent')}
      {...dropTarget}
    >
      <div className={clsx('flex items-start gap-1', message !== null && 'min-h-0 overflow-hidden')}>
        <div className="relative min-w-0 flex-1">
          <ComboField {...props} choices={combo.options} isOpenList />
          {current !== null && (
            <ProgressBar label={t.uploading({ name: current.name })} share={current.share} className="absolute inset-x-1 bottom-0.5 h-1!" />
          )}
        </div>
        {/* One button throughout: the keyboard stays on it when an upload begins and ends. */}
        <Button
          className="min-w-20 shrink-0 tabular-nums pointer-fine:h-6 pointer-fine:min-h-6"
          disabled={isLinked && current === null}
          title={isLinked ? t.fedByWire : undefined}
          aria-label={current === null ? undefined : t.cancelUpload}
          aria-describedby={message === null ? undefined : messageId}
          icon={current === null ? <Upload size={14} strokeWidth={1.75} aria-hidden /> : <X size={14} strokeWidth={1.75} aria-hidden />}
          onClick={current === null ? () => chooser.current?.click() : cancel}
        >
          {current === null ? t.upload : t.uploadPercent({ percent })}
        </Button>
        {kind === 'image' && <MaskButton value={value} isOff={isLinked} onChange={onChange} onCommit={onCommit} />}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t.chooseFile({ label })}
        accept={ACCEPTED[kind].join(',')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) upload(file);
        }}
      />
      {message !== null && <Message id={messageId} message={message} onDismiss={dismiss} />}
      {kind === 'image' && typeof value === 'string' && value !== '' && <ChosenImage key={`${value} ${count}`} value={value} />}
    </div>
  );
}

interface MaskButtonProps extends Pick<FieldProps, 'value' | 'onChange' | 'onCommit'> {
  readonly isOff: boolean;
}

/** Opens the chosen picture in the mask editor; what is saved there is chosen here. */
function MaskButton({ value, isOff, onChange, onCommit }: MaskButtonProps) {
  const session = useSession();
  const report = useRef({ onChange, onCommit });
  // Synchronises the editor, which may stay open longer than this control, with what to do at its end now.
  useEffect(() => {
    report.current = { onChange, onCommit };
  });
  const file = typeof value === 'string' && value !== '' ? fromWidgetFileValue(value) : null;
  return (
    <IconButton
      label={t.editMask}
      className="pointer-fine:size-6"
      disabled={isOff || file === null}
      title={isOff ? t.fedByWire : file === null ? t.noPictureToMask : undefined}
      onClick={() => {
        if (file === null) return;
        const onSaved = (next: string): void => {
          report.current.onChange(next);
          report.current.onCommit();
        };
        openMaskEditor(session, { file, onSaved });
      }}
    >
      <Brush size={14} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}

interface FileDrop {
  readonly kind: UploadKind;
  readonly isOff: boolean;
  readonly onFile: (file: File) => void;
}

/**
 * Takes one dropped or pasted file of the right kind. Anything else is left to whoever is around: a workflow file dropped on a picture's
 * control opens as a workflow.
 */
function useFileDrop({ kind, isOff, onFile }: FileDrop) {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent | ClipboardEvent, files: FileList): void => {
    const file = [...files].find(({ type }) => accepts(kind, type));
    if (isOff || file === undefined) return;
    event.preventDefault();
    onFile(file);
  };
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      const isOurs = !isOff && [...event.dataTransfer.items].some((item) => item.kind === 'file' && accepts(kind, item.type));
      setOver(isOurs);
      if (!isOurs) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDragLeave: (event: DragEvent) => {
      const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
      if (!isInside) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      take(event, event.dataTransfer.files);
    },
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData.files),
  };
}

interface MessageProps {
  readonly id: string;
  readonly message: UploadMessage;
  readonly onDismiss: () => void;
}

function Message({ id, message: { tone, text }, onDismiss }: MessageProps) {
  const isFailure = tone === 'danger';
  return (
    <div className={clsx('flex max-h-full shrink-0 items-start gap-1 text-secondary', isFailure ? 'text-danger' : 'text-info')}>
      {isFailure && <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />}
      <div
        id={id}
        role={isFailure ? 'alert' : 'status'}
        title={text}
        className="nowheel max-h-full min-w-0 flex-1 overflow-auto break-words select-text"
      >
        {text}
      </div>
      <IconButton label={t.dismiss} className="pointer-fine:size-4" onClick={onDismiss}>
        <X size={14} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}

function ChosenImage({ value }: { readonly value: string }) {
  const { client } = useSession();
  const [hasFailed, setFailed] = useState(false);
  if (hasFailed) return <p className="mt-1 text-secondary break-words text-faint">{t.noPreview({ name: value })}</p>;
  return (
    <img
      src={client.viewUrl(fromWidgetFileValue(value))}
      alt={t.preview({ name: value })}
      decoding="async"
      loading="lazy"
      draggable={false}
      className="mt-1 h-32 w-full rounded-control bg-sunken object-contain"
      onError={() => setFailed(true)}
    />
  );
}
