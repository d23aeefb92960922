import { defineTexts, plural } from '@/lib/texts';
import type { Finding, FindingCode } from './diagnose';
import type { RowTrouble, Untried } from './examination';
import type { DoctorGroup } from './table';

/** What is wrong, in a sentence, and what that means. */
export const FINDINGS = defineTexts({
  unreachable: 'The server cannot be reached: connections are refused or broken. Start ComfyUI, or mend the address.',
  'cors-blocked':
    'Something answers at the address, but this page may not read it: it comes from another origin. Serve the page from the server’s own address, or allow this origin.',
  stalled:
    'Connections are accepted, but no answer comes in time. If this command answers on the server’s own machine, the way is stuck; if not, ComfyUI is.',
  'bad-gateway': 'A proxy answers that nothing is behind it. Start ComfyUI, or mend the address in the proxy.',
  'sign-in': 'The server or a proxy before it asks for a sign-in. Open this address, sign in, and examine again.',
  'login-page':
    'A web page comes instead of an answer: a sign-in page, or a proxy that sends its own page for everything. Open this address to see it.',
  'host-refused': 'Every question is refused (403): the name the page was opened by is not allowed.',
  'all-fail': 'Every question fails with an error of the server. Its log says why.',
  truncated: 'Answers end in the middle: a proxy cuts them, as nginx does when it cannot write its temporary files.',
  'origin-refused':
    'Reading works, everything that changes something is refused (403): ComfyUI sees another Host than the one the browser used.',
  'socket-origin': 'The socket is refused by the same rule. If it still does not open afterwards, Upgrade is not handed on.',
  'socket-no-upgrade': 'The socket does not open although everything else works: the way does not hand on Upgrade.',
  'socket-hangs': 'The socket is accepted and never answered: something on the way holds it.',
  'socket-reopen': 'A socket opens once and not a second time.',
  'socket-silent': 'The socket opens, but what the server always says does not come.',
  'socket-idle': 'A socket on which nobody speaks is cut. The page keeps it open by speaking itself; other clients will lose it.',
  'socket-deaf':
    'After a while the socket hears nothing any more: the way kept a closed one of the same name open towards the server, and its end took this one with it.',
  'frames-corrupt': 'Messages of the socket arrive damaged. A proxy, virus scanner or VPN changes them; go around it.',
  'frames-lost': 'Messages of the socket do not arrive. A proxy, virus scanner or VPN swallows them; go around it.',
  'frames-doubled': 'Messages of the socket arrive twice. Go around the proxy that repeats them.',
  'frames-disordered': 'Messages of the socket arrive in another order than they were sent. Go around the proxy that does so.',
  'body-limit': 'Bodies of 3 MB are refused: uploads and large workflows will fail.',
  'path-decoded': 'Addresses with an encoded slash (%2F) are changed on the way: workflows can be listed, not saved.',
  'not-forwarded': 'Some addresses of ComfyUI are answered by the page’s own server: they are not handed on.',
  'user-needed': 'This server keeps several users apart, and none is chosen here.',
  'route-missing': 'Routes every supported version has are missing: they are not handed on, or this is no ComfyUI.',
  'route-fails': 'The server fails at some routes. Its log says why.',
  'answers-odd': 'Some answers are none of ComfyUI’s.',
  slow: 'Every answer takes more than a second to come.',
  unsteady: 'Answers to the same question take now a moment, now more than half a second.',
  narrow: 'The way is narrow: the node list comes with less than 250 kB a second.',
  'no-range': 'Parts of a file cannot be asked for: videos play, but cannot be sought in.',
  uncompressed: 'The node list comes uncompressed: megabytes at every start.',
  'open-to-all': 'Any web page that is open in a browser here can use this server.',
  'cors-hides': 'The browser hides some answers, because the page comes from another origin: what these routes say is not known.',
  'not-secure': 'The page was opened over plain http: no clipboard, no notifications, no wake lock.',
} satisfies Readonly<Record<FindingCode, string>>);

/** What became of a row that is not well. */
export const TROUBLES = defineTexts({
  unreachable: 'no connection',
  timeout: 'no answer in time',
  'sign-in': 'asks for a sign-in',
  refused: 'refused',
  missing: 'not there',
  'too-large': 'too large',
  gateway: 'nothing behind the proxy',
  failed: 'the server failed',
  page: 'a web page came instead',
  unreadable: 'cut or unreadable',
  wrong: 'an unexpected answer',
  closed: 'was closed',
  silent: 'nothing came',
  corrupt: 'damaged messages',
  lost: 'messages missing',
  doubled: 'messages twice',
  disordered: 'messages out of order',
  slow: 'slow',
  unsteady: 'unsteady',
  narrow: 'narrow',
  uncompressed: 'not compressed',
  'no-range': 'whole files only',
  'open-to-all': 'any page may use the server',
  'not-secure': 'plain http',
} satisfies Readonly<Record<RowTrouble, string>>);

/** Why a row was not tried. */
export const UNTRIED = defineTexts({
  unreachable: 'not tried: the server was not reached',
  hidden: 'not known: the browser hides the answer',
  busy: 'not tried: jobs are running or waiting',
  'needs-other': 'not tried: depends on one that failed',
  'not-here': 'not tried here',
  'not-asked': 'not tried: not asked for',
  local: 'not needed on the same machine',
  small: 'not needed: the answer is small',
} satisfies Readonly<Record<Untried, string>>);

/** Headings of the table. */
export const GROUPS = defineTexts({
  socket: 'Socket',
  runs: 'Runs',
  files: 'Files',
  nodes: 'Nodes and models',
  server: 'Server',
  users: 'Users, settings, user files',
  way: 'The way to the server',
} satisfies Readonly<Record<DoctorGroup, string>>);

/** Other words of a report. */
export const t = defineTexts({
  ok: 'works',
  absent: ({ since }: { since: string }) => `not there: new in ${since}`,
  fault: 'Fault',
  note: 'Note',
  repair: 'Repair',
  healthy: 'Everything works.',
  summary: ({ faults, notes }: { faults: number; notes: number }) =>
    `${plural(faults, 'fault', 'faults')}, ${plural(notes, 'note', 'notes')}`,
  affects: ({ rows }: { rows: string }) => `Affected: ${rows}`,
  milliseconds: ({ ms }: { ms: number }) => `${Math.round(ms)} ms`,
  title: ({ address }: { address: string }) => `Comfydeck examined ${address}`,
});

/** A finding in words. */
export function wordFinding({ code }: Finding): string {
  return FINDINGS[code];
}
