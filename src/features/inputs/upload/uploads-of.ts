import { uploadFile } from '@/session/mutations/files';
import { filesQuery } from '@/session/queries/files';
import { featuresQuery } from '@/session/queries/system';
import type { Session } from '@/session/session';
import { preparePicture } from './prepare-picture';
import { createUploadQueue, type UploadQueue } from './upload-queue';

const queues = new WeakMap<Session, UploadQueue>();

/** The uploads of a server; they go on while one looks at other pages, and end with the session. */
export function uploadsOf(session: Session): UploadQueue {
  const known = queues.get(session);
  if (known !== undefined) return known;
  const { client, queryClient } = session;
  const created = createUploadQueue({
    client,
    upload: (input) => uploadFile(session, { ...input, refreshClasses: input.target?.subfolder === undefined ? REFRESHED : [] }),
    limitBytes: () => queryClient.getQueryData(featuresQuery(session).queryKey)?.maxUploadBytes ?? null,
    isThere: ({ filename, subfolder }) => {
      const listed = queryClient.getQueryData(filesQuery(session, 'input').queryKey);
      if (listed === undefined || subfolder !== '') return null;
      return listed.some((file) => file.filename === filename);
    },
    prepare: preparePicture,
  });
  queues.set(session, created);
  return created;
}

/** ComfyUI's own loaders: their lists shall have what was uploaded. */
const REFRESHED = ['LoadImage', 'LoadImageMask'];
