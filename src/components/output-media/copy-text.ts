/**
 * Puts text on the system clipboard. By way of a copy event of our own making where the newer clipboard interface does not exist: on
 * plain http.
 * @returns false when the browser refused.
 */
export async function copyText(text: string): Promise<boolean> {
  if ('clipboard' in navigator) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused without a permission; the older way may still be open.
    }
  }
  return copyByEvent(text);
}

function copyByEvent(text: string): boolean {
  let isTaken = false;
  const handleCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isTaken = event.clipboardData !== null;
  };
  document.addEventListener('copy', handleCopy, true);
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', handleCopy, true);
  }
  return isTaken;
}
