/** `unavailable`: the browser has none, or gives none to pages without https. */
export type NoticePermission = 'granted' | 'denied' | 'ask' | 'unavailable';

/** Whether the system may be asked to show notices. */
export function readNoticePermission(): NoticePermission {
  if (typeof Notification === 'undefined' || !globalThis.isSecureContext) return 'unavailable';
  return Notification.permission === 'default' ? 'ask' : Notification.permission;
}

/** Asks the person; only from a click, and only what was not answered yet is asked. */
export async function askNoticePermission(): Promise<NoticePermission> {
  const known = readNoticePermission();
  if (known !== 'ask') return known;
  const answer = await Notification.requestPermission();
  return answer === 'default' ? 'ask' : answer;
}

export interface SystemNotice {
  readonly title: string;
  readonly message: string;
  /** The hash route a click leads to. */
  readonly path: string;
}

/** Shows a notice of the system; a click brings the page to the front. Does nothing without permission. */
export function showNotice({ title, message, path }: SystemNotice): void {
  if (readNoticePermission() !== 'granted') return;
  try {
    const notice = new Notification(title, { body: message, tag: 'comfydeck-finished' });
    notice.onclick = () => {
      window.focus();
      window.location.hash = path;
      notice.close();
    };
  } catch {
    // Phones only allow notices from service workers, which this page has none of.
  }
}
