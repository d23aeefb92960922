import { useState } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';
import { TextBlock } from '@/components/output-media/text-block';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';
import { t } from '../texts';

/** More than this slows the page down; all of it can be copied. */
const MAX_SHOWN = 100_000;

/** JSON as it was sent, shown when asked for. */
export function RawSource({ title, copyLabel, json }: { readonly title: string; readonly copyLabel: string; readonly json: JsonObject }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-muted pointer-coarse:py-3">{title}</summary>
      {isOpen && <RawText title={title} copyLabel={copyLabel} text={stringifyExactJson(json, 2)} />}
    </details>
  );
}

function RawText({ title, copyLabel, text }: { readonly title: string; readonly copyLabel: string; readonly text: string }) {
  return (
    <div className="flex flex-col gap-1 pt-1">
      <TextBlock label={title} text={text.slice(0, MAX_SHOWN)} isWrapped={false} className="max-h-72" />
      {text.length > MAX_SHOWN && <p className="text-secondary text-warning">{t.rawCut({ shown: MAX_SHOWN })}</p>}
      <div>
        <CopyButton label={copyLabel} value={text} />
      </div>
    </div>
  );
}
