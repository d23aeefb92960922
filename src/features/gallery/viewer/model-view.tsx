import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { FileFailure } from '@/components/output-media/media-fault';
import { outputBytesQuery } from '@/components/output-media/output-bytes-query';
import type { OutputFile } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { ErrorState, Skeleton } from '@/ui/states';
import { t } from '../texts';
import { createModelScene } from './model-scene';
import type { ModelScene } from './model-scene';

export interface ModelViewProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
}

/** A GLB to turn and look at. Heavy: loaded only when one is shown. */
export function ModelView({ file, jobId }: ModelViewProps) {
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...outputBytesQuery(session, file, jobId), retry: false });
  if (data !== undefined) return <ModelCanvas name={file.filename} bytes={data} />;
  if (error !== null) return <FileFailure file={file} error={error} onRetry={() => void refetch()} />;
  return (
    <div role="status" aria-label={t.loadingOutput({ name: file.filename })} className="size-full">
      <Skeleton className="size-full" />
    </div>
  );
}

function ModelCanvas({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // Synchronises the scene on the graphics card with the canvas and the file.
  useEffect(() => {
    if (canvas === null) return;
    let isLeft = false;
    let scene: ModelScene | null = null;
    const observer = new ResizeObserver(() => scene?.resize());
    createModelScene(canvas, bytes).then(
      (created) => {
        scene = created;
        if (isLeft) created.dispose();
        else observer.observe(canvas);
      },
      (error: unknown) => {
        if (!isLeft) setFailure(toAppError(error).code);
      },
    );
    return () => {
      isLeft = true;
      observer.disconnect();
      scene?.dispose();
    };
  }, [canvas, bytes]);

  if (failure !== null) return <ErrorState title={name} detail={failure === 'no-webgl' ? t.noWebgl : t.modelBroken} />;
  return (
    <canvas ref={setCanvas} aria-label={t.modelCanvas({ name })} tabIndex={0} className="size-full touch-none rounded-control bg-sunken" />
  );
}
