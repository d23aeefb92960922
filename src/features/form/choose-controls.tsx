import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo } from 'react';
import { selectChoosable } from '@/graph/form/form-controls';
import { isSamePin, movePin, readPins, togglePin } from '@/graph/form/pins';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { FoundControl } from '@/graph/variations/find-controls';
import { IconButton } from '@/ui/button';
import { useWorkspace } from '@/workspace/use-workspace';
import type { OpenDocument } from '@/workspace/workspace';
import { t } from './texts';

/** Every control of the workflow with a mark for the form; marks are edits of the document like any other. */
export function ChooseControls({ open, nodeTypes }: { readonly open: OpenDocument; readonly nodeTypes: NodeTypes }) {
  const groups = useMemo(() => selectChoosable(open.document, nodeTypes), [open.document, nodeTypes]);
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4 p-4">
      <p className="text-muted">{t.chooseHint}</p>
      {groups.map(({ key, title, controls }) => (
        <fieldset key={key} className="flex flex-col gap-1">
          <legend className="font-semibold break-words">{title}</legend>
          {controls.map((control) => (
            <PinRow key={control.name} open={open} control={control} />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function PinRow({ open, control }: { readonly open: OpenDocument; readonly control: FoundControl }) {
  const workspace = useWorkspace();
  const { graphId, nodeId, name, nodeTitle: node, spec } = control;
  const pin = { graphId, nodeId, name };
  const pins = readPins(open.document);
  const at = pins.findIndex((one) => isSamePin(one, pin));
  return (
    <div className="flex min-h-(--control) items-center gap-2 pointer-coarse:min-h-11">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          aria-label={t.showControl({ name, node })}
          checked={at >= 0}
          onChange={() => workspace.edit(open.id, (document) => togglePin(document, pin))}
        />
        <span className="truncate">{spec.label ?? name}</span>
      </label>
      {at >= 0 && (
        <>
          <IconButton
            label={t.earlier({ name, node })}
            disabled={at === 0}
            onClick={() => workspace.edit(open.id, (document) => movePin(document, pin, -1))}
          >
            <ArrowUp size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton
            label={t.later({ name, node })}
            disabled={at === pins.length - 1}
            onClick={() => workspace.edit(open.id, (document) => movePin(document, pin, 1))}
          >
            <ArrowDown size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  );
}
