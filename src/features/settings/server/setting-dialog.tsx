import { useId, useState } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { JsonValue } from '@/lib/json';
import { useSaveSetting } from '@/session/mutations/userdata';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import { Dialog } from '@/ui/dialog';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toast';
import type { Setting } from './find-settings';
import { convertDraft, fromDraft, kindOf, toDraft, toPreview, type SettingKind } from './setting-kind';
import { draftProblems, kindTexts, t } from './texts';

export interface SettingDialogProps {
  /** What is edited; null = a new one, whose id is asked for. */
  readonly setting: Setting | null;
  readonly isTaken: (id: string) => boolean;
  readonly onClose: () => void;
}

const KINDS = (['boolean', 'number', 'text', 'json'] as const).map((value) => ({ value, label: kindTexts[value] }));

/** Edits one setting as a value of its kind. What is typed stays when the setting changes elsewhere: saving then asks first. */
export function SettingDialog({ setting, isTaken, onClose }: SettingDialogProps) {
  const [id, setId] = useState(setting?.id ?? '');
  const [kind, setKind] = useState<SettingKind>(() => (setting === null ? 'text' : kindOf(setting.value)));
  const [draft, setDraft] = useState(() => (setting === null ? '' : toDraft(kindOf(setting.value), setting.value)));
  const [basedOn, setBasedOn] = useState<JsonValue>(setting?.value ?? null);
  const [problem, setProblem] = useState<{ readonly field: 'id' | 'value'; readonly text: string } | null>(null);
  const [theirs, setTheirs] = useState<{ readonly now: JsonValue } | null>(null);
  const announce = useToast();
  const save = useSaveSetting();

  const handleSave = (overwrites: boolean): void => {
    const wantedId = id.trim();
    if (wantedId === '') return setProblem({ field: 'id', text: t.idNeeded });
    if (setting === null && isTaken(wantedId)) return setProblem({ field: 'id', text: t.idTaken });
    const parsed = fromDraft(kind, draft);
    if (parsed === null) return setProblem({ field: 'value', text: draftProblems[kind] });
    save.mutate(
      { id: wantedId, value: parsed.value, ...(overwrites ? {} : { basedOn }) },
      {
        onSuccess: (outcome) => {
          if (outcome.kind === 'changed') return setTheirs({ now: outcome.now });
          announce(t.saved({ id: wantedId }), 'success');
          onClose();
        },
        onError: (error) => setProblem({ field: 'value', text: wordFailure(error) }),
      },
    );
  };
  const takeTheirs = (now: JsonValue): void => {
    setKind(kindOf(now));
    setDraft(toDraft(kindOf(now), now));
    setBasedOn(now);
    setTheirs(null);
  };
  const changeDraft = (next: string): void => {
    setDraft(next);
    setProblem(null);
  };

  return (
    <Dialog title={setting === null ? t.add : t.edit({ id: setting.id })} isOpen onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          handleSave(false);
        }}
      >
        {setting === null && (
          <TextInput
            label={t.id}
            value={id}
            error={problem?.field === 'id' ? problem.text : null}
            className="font-mono"
            onChange={(next) => {
              setId(next);
              setProblem(null);
            }}
          />
        )}
        <div className="flex items-center justify-between gap-2">
          <span className="font-semibold">{t.value}</span>
          <SelectField
            label={t.kind}
            value={kind}
            options={KINDS}
            onChange={(next) => {
              const chosen = KINDS.find(({ value }) => value === next)?.value ?? kind;
              changeDraft(convertDraft(draft, kind, chosen));
              setKind(chosen);
            }}
          />
        </div>
        <ValueField kind={kind} draft={draft} problem={problem?.field === 'value' ? problem.text : null} onChange={changeDraft} />
        {theirs !== null && (
          <div role="alert" className="flex flex-col gap-2 rounded-control border border-warning p-2">
            <p className="font-semibold">{t.changedTitle}</p>
            <p>{t.changedText}</p>
            <pre className="max-h-32 overflow-auto rounded-control bg-sunken p-2 font-mono text-secondary break-all whitespace-pre-wrap">
              {toPreview(theirs.now)}
            </pre>
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => takeTheirs(theirs.now)}>{t.takeTheirs}</Button>
              <Button tone="danger" onClick={() => handleSave(true)}>
                {t.saveMine}
              </Button>
            </div>
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" tone="accent" disabled={save.isPending || theirs !== null}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ValueFieldProps {
  readonly kind: SettingKind;
  readonly draft: string;
  readonly problem: string | null;
  readonly onChange: (draft: string) => void;
}

function ValueField({ kind, draft, problem, onChange }: ValueFieldProps) {
  const problemId = useId();
  if (kind === 'boolean') return <CheckField label={t.on} isChecked={draft === 'true'} onChange={(isOn) => onChange(String(isOn))} />;
  return (
    <div className="flex flex-col gap-1">
      <textarea
        aria-label={t.value}
        rows={kind === 'json' ? 10 : kind === 'text' ? 4 : 1}
        value={draft}
        spellCheck={kind === 'text'}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-(--control) w-full resize-y rounded-control border border-border-strong bg-sunken px-2 py-1 font-mono text-text"
      />
      {problem !== null && (
        <p id={problemId} role="alert" className="text-secondary text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
