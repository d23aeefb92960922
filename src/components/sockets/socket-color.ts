/** Socket types with a colour of their own in `ui/tokens.css`. */
const TOKENS: Readonly<Record<string, string>> = {
  MODEL: '--socket-model',
  CLIP: '--socket-clip',
  VAE: '--socket-vae',
  CONDITIONING: '--socket-conditioning',
  LATENT: '--socket-latent',
  IMAGE: '--socket-image',
  MASK: '--socket-mask',
  INT: '--socket-int',
  FLOAT: '--socket-float',
  STRING: '--socket-string',
  CONTROL_NET: '--socket-control-net',
  CLIP_VISION: '--socket-clip-vision',
  AUDIO: '--socket-audio',
  VIDEO: '--socket-video',
};

/** The colour of a socket type: a token of the theme, or a hue that is the same for the same name everywhere. */
export type SocketColor = { readonly kind: 'token'; readonly name: string } | { readonly kind: 'hue'; readonly css: string };

/** Colour of a type. A comma list takes its first type's; "any" takes the neutral one. */
export function socketColor(type: string): SocketColor {
  const first = type.split(',')[0]?.trim() ?? '';
  if (first === '' || first === '*' || first === '0') return { kind: 'token', name: '--muted' };
  const token = TOKENS[first];
  return token === undefined ? { kind: 'hue', css: `hsl(${hueOf(first)} 65% 70%)` } : { kind: 'token', name: token };
}

/** The same for a style attribute. */
export function socketCss(type: string): string {
  const color = socketColor(type);
  return color.kind === 'token' ? `var(${color.name})` : color.css;
}

/** FNV-1a over the UTF-16 units, folded to a hue; neighbouring names land far apart. */
function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 360;
}
