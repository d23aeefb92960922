/** `unavailable`: the browser has none, or gives none to pages without https. */
export type NoticePermission = 'granted' | 'denied' | 'ask' | 'unavailable';

/** Whether the system may be asked to show notices. */
export function readNoticePermission(): NoticePermission {
  if (typeof Notification === 'undefined' || !globalThis.isSecureContext) return 'unavailable';
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

/** Shows a notice of the system; a click brings the page to the front. Does nothing without permission. */
export function showNotice(message: string, title: string): void {
  if (readNoticePermission() !== 'granted') return;
  try {
    const notice = new Notification(title, { body: message, tag: 'comfydeck-finished' });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Phones only allow notices from service workers, which this page has none of.
  }
}
