const token = (name) => `var(--${name})`;
const socketTypes = [
  'model',
  'clip',
  'vae',
  'conditioning',
  'latent',
  'image',
  'mask',
  'int',
  'float',
  'string',
  'control-net',
  'clip-vision',
  'audio',
  'video',
];

/** The colour tokens of both themes are variables in `src/ui/tokens.css`; the stock palette does not exist here. */
export default {
  content: ['./index.html', './src/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      canvas: token('canvas'),
      surface: token('surface'),
      raised: token('raised'),
      sunken: token('sunken'),
      border: token('border'),
      'border-strong': token('border-strong'),
      text: token('text'),
      muted: token('muted'),
      faint: token('faint'),
      accent: token('accent'),
      'on-accent': token('on-accent'),
      success: token('success'),
      warning: token('warning'),
      danger: token('danger'),
      info: token('info'),
      scrim: token('scrim'),
      socket: Object.fromEntries(socketTypes.map((type) => [type, token(`socket-${type}`)])),
    },
    borderRadius: { none: '0', control: '6px', panel: '8px', full: '9999px' },
    boxShadow: { none: 'none', float: 'var(--shadow-float)' },
    fontSize: {
      secondary: ['12px', '16px'],
      base: ['13px', '18px'],
      title: ['15px', '20px'],
      large: ['20px', '26px'],
    },
    fontFamily: {
      sans: ['system-ui', '-apple-system', 'Segoe UI', 'Roboto', 'sans-serif'],
      mono: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'Consolas', 'monospace'],
    },
    extend: { transitionDuration: { quick: '120ms', calm: '180ms' } },
  },
};
