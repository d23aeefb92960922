import { isJsonObject } from '@/lib/json';
import { BoundsField } from './bounds-field';
import { ColorField } from './color-field';
import { ComboField } from './combo-field';
import type { FieldProps } from './field-props';
import { NumberField } from './number-field';
import { withRounding } from './number-value';
import { RemoteField } from './remote-field';
import { SeedField } from './seed-field';
import { TextField } from './text-field';
import { ToggleField } from './toggle-field';
import { UnknownField } from './unknown-field';
import { UploadField } from './upload-field';

/** Kinds of later servers: drawn where the value is what the kind says, else only kept. */
function ExtensionField(props: FieldProps) {
  const { spec, value } = props;
  const declared = spec.options['widgetType'];
  const type = typeof declared === 'string' ? declared : spec.type;
  if (type === 'COLOR' && typeof value === 'string') return <ColorField {...props} value={value} />;
  if (type === 'BOUNDING_BOX' && isJsonObject(value)) return <BoundsField {...props} value={value} />;
  return <UnknownField {...props} />;
}

/** The control for one widget input, by the kind its spec declares. */
export function FieldControl(props: FieldProps) {
  const { widget } = props.spec;
  switch (widget.kind) {
    case 'int':
      return widget.control === null ? <NumberField {...props} number={widget} /> : <SeedField {...props} number={widget} />;
    case 'float':
      return <NumberField {...props} number={withRounding(widget, props.spec.options)} />;
    case 'string':
      return (
        <TextField
          {...props}
          isMultiline={widget.isMultiline}
          placeholder={widget.placeholder}
          hasDynamicPrompts={widget.hasDynamicPrompts}
        />
      );
    case 'boolean':
      return <ToggleField {...props} labelOn={widget.labelOn} labelOff={widget.labelOff} />;
    case 'combo':
      if (widget.isMultiselect) return <UnknownField {...props} />;
      if (widget.remoteRoute !== null) return <RemoteField {...props} combo={widget} route={widget.remoteRoute} />;
      return widget.upload === null ? (
        <ComboField {...props} choices={widget.options} />
      ) : (
        <UploadField {...props} combo={widget} kind={widget.upload} />
      );
    case 'dynamic-combo':
      return <ComboField {...props} choices={widget.options.map(({ key }) => key)} />;
    case 'unknown':
      return <ExtensionField {...props} />;
    case 'none':
      return <UnknownField {...props} />;
  }
}
