import { Shuffle } from 'lucide-react';
import { useState } from 'react';
import { resolveDynamicPrompt } from '@/graph/export/dynamic-prompt';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { PromptArea } from './prompt-area';
import { t } from './texts';

export interface TextEditorProps {
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  /** `{a|b}` is resolved when the text is sent. */
  readonly hasDynamicPrompts: boolean;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/** A long text with room to write, and for texts with `{a|b}` an example of what will be sent. */
export function TextEditor({ label, value, isReadOnly, hasDynamicPrompts, onText, onClose }: TextEditorProps) {
  return (
    // Events bubble through React's tree: to the node the field belongs to.
    <div
      role="presentation"
      className="contents"
      onContextMenu={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Dialog title={label} isOpen onClose={onClose} className="h-[44rem] w-[60rem]">
        <div className="flex h-full min-h-64 flex-col gap-2">
          <PromptArea
            aria-label={label}
            readOnly={isReadOnly}
            value={value}
            className="min-h-32 w-full flex-1 resize-none rounded-control border border-border-strong bg-sunken p-2 read-only:text-faint"
            onText={onText}
          />
          <p className="flex flex-wrap justify-between gap-2 text-secondary text-muted">
            <span>{t.editorHint}</span>
            <span className="tabular-nums">{t.characters({ count: value.length })}</span>
          </p>
          {hasDynamicPrompts && /[{}]|\/\/|\/\*/.test(value) && <Example text={value} />}
        </div>
      </Dialog>
    </div>
  );
}

/** One of the texts that may be sent; the same until another is asked for or the text changes. */
function Example({ text }: { readonly text: string }) {
  const { random } = useSession();
  const [shown, setShown] = useState(() => ({ text, example: resolveDynamicPrompt(text, random) }));
  if (shown.text !== text) setShown({ text, example: resolveDynamicPrompt(text, random) });
  return (
    <section aria-label={t.example} className="flex max-h-40 flex-col gap-1 overflow-auto border-t border-border pt-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{t.example}</h3>
        <Button
          icon={<Shuffle size={14} strokeWidth={1.75} aria-hidden />}
          onClick={() => setShown({ text, example: resolveDynamicPrompt(text, random) })}
        >
          {t.anotherExample}
        </Button>
      </div>
      <p className="break-words whitespace-pre-wrap text-muted select-text">{shown.example}</p>
    </section>
  );
}
