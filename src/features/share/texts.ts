import { defineTexts } from '@/lib/texts';

/** Texts of the link to what is shown. */
export const t = defineTexts({
  share: 'Share a link to this',
  link: 'Link',
  copyLink: 'Copy link',
  code: 'QR code of the link',
  scan: 'Scan it with a phone in the same network.',
  holds: 'The link holds names of files and runs; no prompt, no secret.',
  loopback: 'This address means this machine only: on a phone, open the page by the machine’s own name or address first.',
  draft: 'This workflow is only in this browser. Save it to the server first; then there is a link to it.',
  local: 'What is shown here is kept in this browser only.',
});
