import { Brush, Eraser, Hand, Lasso, PaintBucket, RectangleHorizontal, Redo2, Undo2, type LucideIcon } from 'lucide-react';
import { Button, IconButton } from '@/ui/button';
import { CheckField } from '@/ui/check-field';
import type { WholeChange } from './pixels/painting';
import { SliderField } from './slider-field';
import { t } from './texts';
import { MAX_AMOUNT_PX, MAX_SIZE_PX, type Tool, type ToolSettings } from './tool-settings';

export const TOOLS: readonly { readonly tool: Tool; readonly label: string; readonly key: string; readonly icon: LucideIcon }[] = [
  { tool: 'brush', label: t.brush, key: 'B', icon: Brush },
  { tool: 'eraser', label: t.eraser, key: 'E', icon: Eraser },
  { tool: 'fill', label: t.fill, key: 'G', icon: PaintBucket },
  { tool: 'lasso', label: t.lasso, key: 'L', icon: Lasso },
  { tool: 'rectangle', label: t.rectangle, key: 'R', icon: RectangleHorizontal },
  { tool: 'pan', label: t.pan, key: 'H', icon: Hand },
];

export interface ToolPanelProps {
  readonly settings: ToolSettings;
  readonly onSettings: (change: Partial<ToolSettings>) => void;
  readonly onChange: (change: WholeChange) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Everything that paints, beside the stage. */
export function ToolPanel(props: ToolPanelProps) {
  const { settings, onSettings, canUndo, canRedo, onUndo, onRedo } = props;
  return (
    <aside
      aria-label={t.tools}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard
      tabIndex={0}
      className="flex shrink-0 flex-col gap-4 overflow-auto pr-1 max-md:max-h-[38dvh] md:w-68"
    >
      <div className="flex flex-wrap gap-1">
        <div role="group" aria-label={t.tools} className="flex flex-wrap gap-1">
          {TOOLS.map(({ tool, label, key, icon: Icon }) => (
            <IconButton
              key={tool}
              label={label}
              title={t.withKey({ name: label, key })}
              isPressed={settings.tool === tool}
              onClick={() => onSettings({ tool })}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
          ))}
        </div>
        <div className="ml-auto flex gap-1">
          <IconButton label={t.undo} title={t.withKey({ name: t.undo, key: 'Ctrl+Z' })} disabled={!canUndo} onClick={onUndo}>
            <Undo2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={t.redo} title={t.withKey({ name: t.redo, key: 'Ctrl+Shift+Z' })} disabled={!canRedo} onClick={onRedo}>
            <Redo2 size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
      </div>
      <ToolChoices settings={settings} onSettings={onSettings} />
      <WholeMask {...props} />
      <OverlayChoices settings={settings} onSettings={onSettings} />
    </aside>
  );
}

type SettingsProps = Pick<ToolPanelProps, 'settings' | 'onSettings'>;

function ToolChoices({ settings, onSettings }: SettingsProps) {
  const { tool, sizePx, hardness, opacity, tolerance, fillBy, takesAway, usesPressure } = settings;
  const isRound = tool === 'brush' || tool === 'eraser';
  if (tool === 'pan') return null;
  return (
    <div className="flex flex-col gap-2">
      {isRound && (
        <>
          <SliderField
            label={t.size}
            value={sizePx}
            min={1}
            max={MAX_SIZE_PX}
            text={t.pixels({ count: sizePx })}
            onChange={(value) => onSettings({ sizePx: value })}
          />
          <PercentField label={t.hardness} value={hardness} onChange={(value) => onSettings({ hardness: value })} />
        </>
      )}
      <PercentField label={t.opacity} value={opacity} min={1} onChange={(value) => onSettings({ opacity: value })} />
      {tool === 'fill' && (
        <>
          <PercentField label={t.tolerance} value={tolerance} onChange={(value) => onSettings({ tolerance: value })} />
          <ChoiceRow
            label={t.fillBy}
            value={fillBy}
            options={[
              ['mask', t.fillByMask],
              ['picture', t.fillByPicture],
            ]}
            onChange={(value) => onSettings({ fillBy: value })}
          />
        </>
      )}
      {isRound ? (
        <CheckField label={t.pressure} isChecked={usesPressure} onChange={(value) => onSettings({ usesPressure: value })} />
      ) : (
        <CheckField label={t.takesAway} isChecked={takesAway} onChange={(value) => onSettings({ takesAway: value })} />
      )}
    </div>
  );
}

function WholeMask({ settings, onSettings, onChange }: Pick<ToolPanelProps, 'settings' | 'onSettings' | 'onChange'>) {
  const { amountPx } = settings;
  return (
    <section aria-label={t.whole} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t.whole}</h3>
      <div className="flex flex-wrap gap-1">
        <Button onClick={() => onChange({ kind: 'invert' })}>{t.invert}</Button>
        <Button onClick={() => onChange({ kind: 'clear' })}>{t.clear}</Button>
      </div>
      <div className="flex flex-wrap gap-1">
        {(['grow', 'shrink', 'feather'] as const).map((kind) => (
          <Button key={kind} onClick={() => onChange({ kind, pixels: amountPx })}>
            {t[kind]}
          </Button>
        ))}
      </div>
      <SliderField
        label={t.amount}
        value={amountPx}
        min={1}
        max={MAX_AMOUNT_PX}
        text={t.pixels({ count: amountPx })}
        onChange={(value) => onSettings({ amountPx: value })}
      />
    </section>
  );
}

function OverlayChoices({ settings: { overlay, strength }, onSettings }: SettingsProps) {
  return (
    <section aria-label={t.view} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t.view}</h3>
      <ChoiceRow
        label={t.overlay}
        value={overlay}
        options={[
          ['red', t.red],
          ['black', t.black],
          ['white', t.white],
        ]}
        onChange={(value) => onSettings({ overlay: value })}
      />
      <PercentField label={t.strength} value={strength} onChange={(value) => onSettings({ strength: value })} />
    </section>
  );
}

interface PercentFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly onChange: (value: number) => void;
}

function PercentField({ label, value, min = 0, onChange }: PercentFieldProps) {
  return <SliderField label={label} value={value} min={min} max={100} text={t.percent({ percent: value })} onChange={onChange} />;
}

interface ChoiceRowProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

function ChoiceRow<T extends string>({ label, value, options, onChange }: ChoiceRowProps<T>) {
  return (
    <label className="flex flex-col gap-0.5 text-secondary">
      {label}
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
        className="h-(--control) rounded-control border border-border-strong bg-sunken px-1.5 text-text pointer-coarse:h-11"
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
