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

/** Text of the system clipboard; null where the browser does not allow reading it. */
export async function readSystemClipboard(): Promise<string | null> {
  // On plain http there is no such object.
  if (!('clipboard' in navigator)) return null;
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}
