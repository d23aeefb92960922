import { Globe } from 'lucide-react';
import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { toWidgetFileValue } from '@/protocol/files';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { t } from './texts';
import { findUrlLoader, loadFromUrl, type UrlOutcome } from './upload/load-from-url';

export interface UrlImportProps {
  /** Below the input folder. */
  readonly folder: string;
  /** The path of what was loaded. */
  readonly onLoaded: (path: string) => void;
}

/** A picture from a web address, loaded by the server's own node; says what is missing where there is none. */
export function UrlImport({ folder, onLoaded }: UrlImportProps) {
  const session = useSession();
  const { nodeTypes, status } = useNodeTypes();
  const loader = findUrlLoader(nodeTypes);
  const [url, setUrl] = useState('');
  const [isLoading, setLoading] = useState(false);
  const [message, setMessage] = useState<{ readonly isBad: boolean; readonly text: string } | null>(null);
  const leaving = useRef<AbortController>(null);
  const noteId = useId();
  // Synchronises the waiting with the page: nobody looks at its end any more.
  useEffect(() => () => leaving.current?.abort(), []);
  if (status !== 'ready') return null;
  const isAddress = /^https?:\/\/\S+$/i.test(url.trim());

  const load = async (): Promise<void> => {
    if (loader === null || !isAddress) return;
    const controller = new AbortController();
    leaving.current = controller;
    setLoading(true);
    setMessage(null);
    try {
      const outcome = await loadFromUrl(session, loader, { url: url.trim(), folder, signal: controller.signal });
      if (outcome.kind === 'loaded') {
        const path = toWidgetFileValue(outcome.file);
        setUrl('');
        onLoaded(path);
        setMessage({ isBad: false, text: t.urlSaved({ name: path }) });
      } else setMessage({ isBad: true, text: wordOutcome(outcome.kind) });
    } catch (error) {
      if (!controller.signal.aborted) setMessage({ isBad: true, text: t.urlRefused({ reason: wordFailure(toAppError(error)) }) });
    } finally {
      setLoading(false);
    }
  };
  const handleSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void load();
  };
  return (
    <form onSubmit={handleSubmit} className="flex flex-wrap items-center gap-2" aria-label={t.fromAddress}>
      <input
        type="url"
        aria-label={t.address}
        aria-describedby={noteId}
        placeholder="https://"
        disabled={loader === null}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        className="h-(--control) w-72 min-w-0 rounded-control border border-border-strong bg-sunken px-2 text-text placeholder:text-muted disabled:cursor-not-allowed disabled:border-border pointer-coarse:h-11"
      />
      <Button
        type="submit"
        disabled={loader === null || !isAddress || isLoading}
        title={loader !== null && !isAddress ? t.addressNeeded : undefined}
        icon={<Globe size={16} strokeWidth={1.75} aria-hidden />}
      >
        {isLoading ? t.loading : t.load}
      </Button>
      <p id={noteId} className="min-w-0 flex-1 basis-60 text-secondary text-muted">
        {loader === null ? t.noUrlNode : t.urlBy({ node: loader.nodeType.displayName })}
      </p>
      {message !== null && (
        <p role={message.isBad ? 'alert' : 'status'} className={message.isBad ? 'text-danger' : 'text-success'}>
          {message.text}
        </p>
      )}
    </form>
  );
}

function wordOutcome(kind: Exclude<UrlOutcome['kind'], 'loaded'>): string {
  switch (kind) {
    case 'refused':
    case 'failed':
      return t.urlFailed;
    case 'held':
      return t.urlHeld;
    case 'slow':
      return t.urlSlow;
  }
}
