import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { maskRequestsOf, type MaskRequest } from '@/components/edit-mask/mask-requests';
import { toFileRef } from '@/components/output-media/output-ref';
import { toAppError, type AppError } from '@/lib/errors';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { Dialog } from '@/ui/dialog';
import { ErrorState, Skeleton } from '@/ui/states';
import { createMaskDrafts, type MaskDrafts } from './mask-drafts';
import { openPicture, type OpenedPicture } from './open-picture';
import type { Mask } from './pixels/mask';
import { t } from './texts';
import { FIRST_SETTINGS, type ToolSettings } from './tool-settings';
import { wordMaskFailure } from './word-mask-failure';
import { Workbench } from './workbench';

/** The mask editor of the page, over everything; opened by `openMaskEditor`. Its tools stay as they are until the page is closed. */
export function MaskEditor() {
  const requests = maskRequestsOf(useSession());
  const request = useStore(requests, (state) => state.request);
  const [settings, setSettings] = useState<ToolSettings>(FIRST_SETTINGS);
  const close = (): void => requests.setState({ request: null });
  return (
    <Dialog
      title={t.title}
      closeLabel={t.close}
      isOpen={request !== null}
      onClose={close}
      className="h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-sm:h-dvh max-sm:max-h-dvh max-sm:w-screen max-sm:max-w-none"
    >
      {request !== null && (
        <Opened
          request={request}
          settings={settings}
          onSettings={(change) => setSettings((before) => ({ ...before, ...change }))}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

interface OpenedProps {
  readonly request: MaskRequest;
  readonly settings: ToolSettings;
  readonly onSettings: (change: Partial<ToolSettings>) => void;
  readonly onClose: () => void;
}

type Opening =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly opened: OpenedPicture; readonly draft: Mask | null };

function Opened({ request, settings, onSettings, onClose }: OpenedProps) {
  const session = useSession();
  const [drafts] = useState(() => createMaskDrafts(session.serverId));
  const [opening, setOpening] = useState<Opening>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const name = request.file.filename;
  // Synchronises with the server's file, and lets the picture go with the editor.
  useEffect(() => {
    const leaving = new AbortController();
    const loading = load(session, request, drafts, leaving.signal);
    loading.then(
      (ready) => {
        if (leaving.signal.aborted) ready.opened.picture.close();
        else setOpening({ kind: 'ready', ...ready });
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setOpening({ kind: 'failed', error: toAppError(error) });
      },
    );
    return () => {
      leaving.abort();
      loading.then(
        ({ opened }) => opened.picture.close(),
        () => undefined,
      );
    };
  }, [session, request, drafts, attempt]);

  if (opening.kind === 'failed') {
    const retry = (): void => {
      setOpening({ kind: 'loading' });
      setAttempt((count) => count + 1);
    };
    return <ErrorState title={t.notLoaded({ name })} detail={wordMaskFailure(opening.error)} onRetry={retry} />;
  }
  if (opening.kind === 'loading') {
    return (
      <div role="status" aria-label={t.loading({ name })} className="size-full">
        <Skeleton className="size-full" />
      </div>
    );
  }
  return <Workbench {...{ request, settings, onSettings, onClose, drafts }} opened={opening.opened} draft={opening.draft} />;
}

async function load(
  { client }: Session,
  { file, cacheKey }: MaskRequest,
  drafts: MaskDrafts,
  signal: AbortSignal,
): Promise<{ readonly opened: OpenedPicture; readonly draft: Mask | null }> {
  const opened = await openPicture(client, file, { signal, cacheKey });
  const draft = await drafts.read(toFileRef(file), opened).catch(() => null);
  return { opened, draft };
}
