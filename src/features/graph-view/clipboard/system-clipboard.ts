/** What a clipboard holds of what a graph can take. */
export interface ClipboardContent {
  readonly text: string;
  readonly files: readonly File[];
}

/**
 * Puts text on the system clipboard outside a copy event, e.g. from a menu. By way of a copy event of our own making, since the newer
 * clipboard interface does not exist on plain http. Null does nothing.
 */
export function writeSystemClipboard(text: string | null): void {
  if (text === null) return;
  const handleCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', handleCopy, true);
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', handleCopy, true);
  }
}

/** Whether the page may ask for the system clipboard outside a paste event: not on plain http. */
export function canReadClipboard(): boolean {
  return 'clipboard' in navigator;
}

/** Text and pictures of the system clipboard; null where the browser does not allow reading it. */
export async function readSystemClipboard(): Promise<ClipboardContent | null> {
  if (!canReadClipboard()) return null;
  try {
    const items = await navigator.clipboard.read();
    const texts = items.filter(({ types }) => types.includes('text/plain')).map(async (item) => (await item.getType('text/plain')).text());
    const files = items.flatMap((item) => item.types.filter(isMedia).map(async (type) => toFile(await item.getType(type))));
    return { text: (await Promise.all(texts)).join('\n'), files: await Promise.all(files) };
  } catch {
    return null;
  }
}

function isMedia(type: string): boolean {
  return /^(image|video|audio)\//.test(type);
}

/** Browsers call a pasted picture so as well. */
function toFile(blob: Blob): File {
  return new File([blob], `image.${blob.type.split('/')[1]?.split('+')[0] ?? 'png'}`, { type: blob.type });
}
