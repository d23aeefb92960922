/** Files keep node colours made for light text on dark boxes; as a thin band they would hardly be seen. */
const BAND_LIGHTNESS = 55;
const MIN_SATURATION = 25;

/** The same hue in a lightness that is seen on both themes; other forms than hex are taken as they are. */
export function bandColor(color: string): string {
  const rgb = parseHex(color);
  if (rgb === null) return color;
  const [r, g, b] = rgb;
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const spread = max - min;
  if (spread === 0) return `hsl(0 0% ${BAND_LIGHTNESS}%)`;
  const sector = max === r ? ((g - b) / spread + 6) % 6 : max === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  const saturation = (100 * spread) / (255 - Math.abs(max + min - 255));
  return `hsl(${Math.round(sector * 60)} ${Math.round(Math.max(MIN_SATURATION, saturation))}% ${BAND_LIGHTNESS}%)`;
}

function parseHex(color: string): readonly [number, number, number] | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  if (digits === undefined) return null;
  const long = digits.length === 3 ? digits.replaceAll(/./g, (digit) => digit + digit) : digits;
  const value = Number.parseInt(long, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
