import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError, toAppError, type AppError } from '@/lib/errors';
import { formatBytes } from '@/lib/format';
import type { JsonValue } from '@/lib/json';
import { toWidgetFileValue, type FileFolder } from '@/protocol/files';
import { useUploadImage } from '@/session/mutations/files';
import { featuresQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { wordFailure } from '../server-failure/word-failure';
import { t } from './texts';

export interface UploadMessage {
  readonly tone: 'info' | 'danger';
  readonly text: string;
}

export interface UploadState {
  /** Name and share (0…1) of the file on its way; null when none is. */
  readonly current: { readonly name: string; readonly share: number } | null;
  /** What became of the last one, where that is worth a word; kept until the next try or `dismiss`. */
  readonly message: UploadMessage | null;
  /** How many have arrived. */
  readonly count: number;
  /** Sends a file; one still on its way gives way to it. */
  readonly upload: (file: File) => void;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

export interface UploadInto {
  readonly nodeClass: string;
  readonly folder: FileFolder;
  /** What the server is known to have. */
  readonly choices: readonly JsonValue[];
  /** Gets the value the input takes for the file; also after the control has left the screen. */
  readonly onUploaded: (value: string) => void;
}

/** Sends one file at a time to the server and hands back the value the input takes. */
export function useUpload({ nodeClass, folder, choices, onUploaded }: UploadInto): UploadState {
  const { mutateAsync } = useUploadImage();
  const { data: features } = useQuery(featuresQuery(useSession()));
  const limitBytes = features?.maxUploadBytes ?? null;
  const [state, setState] = useState<Pick<UploadState, 'current' | 'message' | 'count'>>({ current: null, message: null, count: 0 });
  const running = useRef<AbortController | null>(null);
  const report = useRef(onUploaded);
  // Synchronises an upload, which goes on outside React, with what to do at its end now.
  useEffect(() => {
    report.current = onUploaded;
  });

  const send = async (file: File): Promise<void> => {
    const { name } = file;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const isSuperseded = (): boolean => running.current !== controller;
    setState(({ count }) => ({ current: { name, share: 0 }, message: null, count }));
    try {
      if (limitBytes !== null && file.size > limitBytes) throw new ApiError('http', { status: 413, url: '/upload/image' });
      const saved = await mutateAsync({
        file,
        target: { type: folder },
        signal: controller.signal,
        refreshClasses: [nodeClass],
        onProgress: ({ sentBytes, totalBytes }) => {
          const share = totalBytes === 0 ? 0 : sentBytes / totalBytes;
          if (!isSuperseded()) setState((before) => ({ ...before, current: { name, share } }));
        },
      });
      if (isSuperseded()) return;
      const value = toWidgetFileValue(saved);
      setState(({ count }) => ({ current: null, message: wordSaved(name, saved.filename, choices.includes(value)), count: count + 1 }));
      report.current(value);
    } catch (error) {
      if (isSuperseded()) return;
      setState(({ count }) => ({ current: null, message: wordUploadFailure(toAppError(error), name, limitBytes), count }));
    }
  };
  return {
    ...state,
    upload: (file) => void send(file),
    cancel: () => running.current?.abort(),
    dismiss: () => setState((before) => ({ ...before, message: null })),
  };
}

function wordSaved(sentName: string, name: string, wasListed: boolean): UploadMessage | null {
  if (name !== sentName) return { tone: 'info', text: t.savedAs({ name }) };
  return wasListed ? { tone: 'info', text: t.reused({ name }) } : null;
}

/** Why a file did not arrive, in words; an upload that was cancelled is no failure. */
export function wordUploadFailure(error: AppError, name: string, limitBytes: number | null): UploadMessage {
  if (error.code === 'aborted') return { tone: 'info', text: t.uploadCancelled({ name }) };
  const limit = limitBytes === null ? '' : ` (${formatBytes(limitBytes)})`;
  return { tone: 'danger', text: wordRefusal(error, name, limit) };
}

function wordRefusal(error: AppError, name: string, limit: string): string {
  if (!(error instanceof ApiError)) return t.uploadFailed({ name, reason: wordFailure(error) });
  if (error.status === 413) return t.uploadTooLarge({ name, limit });
  if (error.status === 400) return t.uploadRejected({ name });
  if (error.code === 'network') return t.uploadLost({ name });
  return t.uploadFailed({ name, reason: wordFailure(error) });
}
