import { socketColor } from '@/components/sockets/socket-color';

/** Colours as a canvas needs them: resolved, per theme. */
export interface ThemeColors {
  readonly token: (name: string) => string;
  /** Wires are darker than their dots on light ground, where pastel lines would vanish. */
  readonly wire: (type: string) => string;
}

const LIGHT_WIRE_MIX = '35%';

/** Reads the theme that applies to `element`. Read again when the theme changes; answers are remembered per name. */
export function readThemeColors(element: Element): ThemeColors {
  const style = getComputedStyle(element);
  const isLight = style.colorScheme === 'light';
  const tokens = new Map<string, string>();
  const wires = new Map<string, string>();
  const token = (name: string): string => remember(tokens, name, () => style.getPropertyValue(name).trim() || 'gray');
  const wire = (type: string): string =>
    remember(wires, type, () => {
      const color = socketColor(type);
      const css = color.kind === 'token' ? token(color.name) : color.css;
      return isLight ? `color-mix(in srgb, ${css}, black ${LIGHT_WIRE_MIX})` : css;
    });
  return { token, wire };
}

/** Calls `onChange` whenever the page's theme may have changed: its attribute, or the system's choice. Answers the remover. */
export function onThemeChange(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const media = matchMedia('(prefers-color-scheme: light)');
  media.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', onChange);
  };
}

function remember(known: Map<string, string>, key: string, make: () => string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
