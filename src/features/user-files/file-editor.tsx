import { useQueryClient } from '@tanstack/react-query';
import { Save, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { parseExactJson } from '@/lib/exact-json';
import { keys } from '@/session/keys';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { useToast } from '@/ui/toast';
import { dropDraft, fileDrafts, keepDraft } from './file-drafts';
import { nameOf } from './paths';
import { saveBeside, saveIfUnchanged } from './save-file';
import { t } from './texts';

export interface FileEditorProps {
  readonly path: string;
  /** What the server has. */
  readonly text: string;
  readonly onSavedAs: (path: string) => void;
}

/** A text file to edit. What is typed stays while the file changes elsewhere; saving then keeps both unless told otherwise. */
export function FileEditor({ path, text, onSavedAs }: FileEditorProps) {
  const session = useSession();
  const queryClient = useQueryClient();
  const announce = useToast();
  const drafts = fileDrafts(session);
  const draft = useStore(drafts, (all) => (Object.hasOwn(all, path) ? all[path] : undefined));
  const [isSaving, setSaving] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const shown = draft?.text ?? text;
  const isBroken = path.toLowerCase().endsWith('.json') && !isJson(shown);

  const run = async (work: (now: { text: string; base: string }) => Promise<void>): Promise<void> => {
    if (draft === undefined) return;
    setSaving(true);
    try {
      await work(draft);
    } catch (error) {
      announce(t.saveFailed({ path, reason: wordFailure(toAppError(error)) }), 'danger');
    }
    setSaving(false);
    void queryClient.invalidateQueries({ queryKey: keys.userdata(session.serverId) });
  };
  const finish = (saved: string): void => {
    setChanged(false);
    const later = drafts.getState()[path];
    // What was typed while it was being written stays, now made from what was written.
    if (later !== undefined) keepDraft(drafts, path, { base: saved, text: later.text });
    queryClient.setQueryData(keys.userFile(session.serverId, path), new TextEncoder().encode(saved));
    announce(t.saved({ path }), 'success');
  };
  const save = (): Promise<void> =>
    run(async (now) => {
      const outcome = await saveIfUnchanged(session.client, path, now.text, now.base);
      if (outcome.kind === 'changed') setChanged(true);
      else finish(now.text);
    });
  const replace = (): Promise<void> =>
    run(async (now) => {
      await session.client.writeUserdata(path, now.text, { overwrite: true });
      finish(now.text);
    });
  const keepBoth = (): Promise<void> =>
    run(async (now) => {
      const beside = await saveBeside(session.client, path, now.text);
      dropDraft(drafts, path);
      announce(t.savedBeside({ path: beside }), 'success');
      onSavedAs(beside);
    });

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      <textarea
        aria-label={t.content({ name: nameOf(path) })}
        value={shown}
        spellCheck={false}
        onChange={(event) => keepDraft(drafts, path, { base: draft?.base ?? text, text: event.target.value })}
        className="min-h-40 flex-1 resize-none rounded-control border border-border-strong bg-sunken p-2 font-mono text-secondary text-text"
      />
      {isBroken && (
        <p role="alert" className="text-secondary text-warning">
          {t.notJson}
        </p>
      )}
      {isChanged && (
        <div role="alert" className="flex flex-col gap-2 rounded-control border border-warning p-2">
          <p className="font-semibold">{t.changedTitle}</p>
          <p>{t.changedText}</p>
          <div className="flex flex-wrap gap-2">
            <Button tone="accent" disabled={isSaving} onClick={() => void keepBoth()}>
              {t.keepBoth}
            </Button>
            <Button tone="danger" disabled={isSaving} onClick={() => void replace()}>
              {t.replace}
            </Button>
          </div>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          tone="accent"
          icon={<Save size={16} strokeWidth={1.75} aria-hidden />}
          disabled={draft === undefined || isSaving || isChanged}
          onClick={() => void save()}
        >
          {isBroken ? t.saveAnyway : t.save}
        </Button>
        <Button
          icon={<Undo2 size={16} strokeWidth={1.75} aria-hidden />}
          disabled={draft === undefined || isSaving}
          onClick={() => {
            dropDraft(drafts, path);
            setChanged(false);
          }}
        >
          {t.discard}
        </Button>
      </div>
    </div>
  );
}

function isJson(text: string): boolean {
  try {
    parseExactJson(text);
    return true;
  } catch {
    return false;
  }
}
