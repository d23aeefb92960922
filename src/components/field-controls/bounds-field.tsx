import { useState } from 'react';
import type { JsonObject } from '@/lib/json';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { FieldFrame, OWN_GESTURES } from './field-frame';
import type { FieldProps } from './field-props';
import { NumberField } from './number-field';
import { toNumber, type NumberSpec } from './number-value';
import { t } from './texts';

const SIDES = ['x', 'y', 'width', 'height'] as const;
/** Pixels of a picture. Source: ComfyUI `comfy_api/latest/_io.py` BoundingBox: whole numbers, sides of at least 1. */
const pixels = (min: bigint): Extract<NumberSpec, { kind: 'int' }> => ({
  kind: 'int',
  default: 0,
  min,
  max: 65_536n,
  step: 1n,
  control: null,
});

/** A rectangle of a picture in pixels: told in one line, changed number by number in a dialog. Other members of the value are kept. */
export function BoundsField(props: FieldProps & { readonly value: JsonObject }) {
  const { label, isLinked, problem, onChange, onCommit } = props;
  const value: JsonObject = props.value;
  const [isOpen, setOpen] = useState(false);
  const side = (name: (typeof SIDES)[number]): number | bigint => toNumber(value[name] ?? 0);
  return (
    <FieldFrame problem={problem}>
      {(attributes) => (
        <>
          <Button
            {...attributes}
            aria-label={label}
            aria-haspopup="dialog"
            disabled={isLinked}
            title={isLinked ? t.fedByWire : undefined}
            className={`${OWN_GESTURES} w-full! tabular-nums pointer-fine:h-6 pointer-fine:min-h-6`}
            onClick={() => setOpen(true)}
          >
            <span className="truncate">
              {t.bounds({ x: `${side('x')}`, y: `${side('y')}`, width: `${side('width')}`, height: `${side('height')}` })}
            </span>
          </Button>
          {isOpen && (
            <div role="presentation" className="contents" onContextMenu={(event) => event.stopPropagation()}>
              <Dialog title={label} isOpen onClose={() => setOpen(false)} className="w-80">
                <div className="grid grid-cols-2 gap-3">
                  {SIDES.map((name) => (
                    <div key={name} className="flex flex-col gap-1">
                      <span aria-hidden className="text-secondary text-muted">
                        {name}
                      </span>
                      <NumberField
                        {...props}
                        problem={undefined}
                        label={name}
                        value={side(name)}
                        number={pixels(name === 'x' || name === 'y' ? 0n : 1n)}
                        onChange={(next) => onChange({ ...value, [name]: next })}
                        onCommit={onCommit}
                      />
                    </div>
                  ))}
                </div>
              </Dialog>
            </div>
          )}
        </>
      )}
    </FieldFrame>
  );
}
