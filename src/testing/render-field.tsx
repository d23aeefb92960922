import { useState } from 'react';
import { FieldControl } from '@/components/field-controls/field-control';
import type { FieldProps } from '@/components/field-controls/field-props';
import type { InputSpec, WidgetSpec } from '@/graph/node-types/node-type';
import type { JsonObject, JsonValue } from '@/lib/json';
import { renderWithSession, type RenderedWithSession, type RenderOptions } from './render-with-session';

/** What a control is asked to draw; the input is called `x`. */
export interface FieldSetup extends Partial<Pick<FieldProps, 'isLinked' | 'problem' | 'nodeClass'>> {
  readonly widget: WidgetSpec;
  readonly value: JsonValue;
  /** The input's type, where the control goes by that. */
  readonly type?: string;
  /** Default `x`. */
  readonly name?: string;
  /** What the server declared beyond the widget. */
  readonly options?: JsonObject;
}

export interface RenderedField extends RenderedWithSession {
  /** Every value the control gave, and `commit` where it ended a gesture. */
  readonly heard: readonly (JsonValue | typeof COMMIT)[];
}

/** Stands in `heard` for the end of a gesture. */
export const COMMIT = Symbol('commit');

/** Renders one control whose value is kept as a document would keep it. */
export function renderField(
  { widget, value, type = 'ANY', name = 'x', options = {}, ...rest }: FieldSetup,
  renderOptions?: RenderOptions,
): RenderedField {
  const heard: (JsonValue | typeof COMMIT)[] = [];
  const spec: InputSpec = {
    name,
    type,
    isRequired: true,
    isWidget: true,
    hasSocket: true,
    widget,
    isAdvanced: false,
    isHidden: false,
    options,
  };
  function Kept() {
    const [kept, setKept] = useState(value);
    return (
      <FieldControl
        nodeClass="TestNode"
        isLinked={false}
        {...rest}
        spec={spec}
        label={spec.name}
        value={kept}
        onChange={(next) => {
          heard.push(next);
          setKept(next);
        }}
        onCommit={() => heard.push(COMMIT)}
      />
    );
  }
  return { ...renderWithSession(<Kept />, renderOptions), heard };
}
