const SIZE = 32;
const RADIUS = 12;
/** Readable on light and dark tab strips alike. */
const TRACK = '#7b8696';
const BAR = '#5b7cff';
/** A running job of unknown progress. */
const UNKNOWN_SHARE = 0.25;

/** The icon as the page was served with, read before the first change. */
let servedHref: string | null = null;

/** Draws progress as a ring into the page's icon; `null` puts the page's own icon back. Without a canvas the icon stays. */
export function drawIcon(progress: { readonly percent: number | null } | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  servedHref ??= link.getAttribute('href');
  const href = progress === null ? servedHref : toRing(progress.percent);
  if (href === null || link.getAttribute('href') === href) return;
  link.type = progress === null ? 'image/svg+xml' : 'image/png';
  link.setAttribute('href', href);
}

/** A data address: the page's content policy allows pictures of that kind. */
function toRing(percent: number | null): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const arc = (share: number, color: string): void => {
    context.beginPath();
    context.arc(SIZE / 2, SIZE / 2, RADIUS, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
    context.strokeStyle = color;
    context.stroke();
  };
  context.lineWidth = 6;
  arc(1, TRACK);
  arc(percent === null ? UNKNOWN_SHARE : percent / 100, BAR);
  return canvas.toDataURL('image/png');
}
