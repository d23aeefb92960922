import clsx from 'clsx';
import { useState } from 'react';
import { MediaIcon } from '@/components/output-media/media-icon';
import type { Job, JobOutput } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { useWallPrivacy } from '../settings/wall-context';

/** Re-encoded pictures carry no prompt, and the proxy of a viewer lets no others pass. */
const PREVIEW = { format: 'webp', quality: 80 } as const;

export interface WallPictureProps {
  readonly job: Pick<Job, 'id'>;
  readonly output: JobOutput;
  readonly alt: string;
}

/** One output, all of it to be seen and nothing of what it was made from. Key it by the output. */
export function WallPicture({ job, output, alt }: WallPictureProps) {
  const { client } = useSession();
  const { images } = useWallPrivacy();
  const [isBroken, setBroken] = useState(false);
  const { file, kind } = output;
  if (images === 'none' || isBroken || file === null || (kind !== 'image' && kind !== 'video')) {
    return (
      <div role="img" aria-label={alt} className="flex size-full items-center justify-center text-muted">
        <MediaIcon kind={kind} size={48} />
      </div>
    );
  }
  const className = clsx('size-full object-contain', images === 'blurred' && 'blur-[1em]');
  const common = { className, onError: () => setBroken(true) };
  if (kind === 'video') {
    const url = client.viewUrl(file, { cacheKey: job.id });
    return <video src={url} aria-label={alt} muted autoPlay loop playsInline tabIndex={-1} {...common} />;
  }
  return (
    <img src={client.viewUrl(file, { cacheKey: job.id, preview: PREVIEW })} alt={alt} decoding="async" draggable={false} {...common} />
  );
}
