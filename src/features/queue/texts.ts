import { defineTexts, plural } from '@/lib/texts';

interface Named {
  readonly name: string;
}

/** Texts of the queue. */
export const t = defineTexts({
  queue: 'Queue',
  jobs: 'Jobs in the queue',
  loading: 'Reading the queue',
  empty: 'No jobs yet',
  emptyHint: 'Open a workflow and press Ctrl+Enter.',
  failed: 'The queue could not be read',
  retry: 'Try again',
  clear: 'Clear queue',
  nothingWaits: 'Nothing is waiting',
  clearTitle: ({ count }: { count: number }) => `Clear ${plural(count, 'waiting job', 'waiting jobs')}?`,
  clearAll: 'They cannot be brought back. What is running goes on.',
  clearForeign: ({ count }: { count: number }) =>
    `${count === 1 ? '1 of them is' : `${count} of them are`} someone else’s. They cannot be brought back. What is running goes on.`,
  clearConfirm: 'Clear',
  clearing: 'Clearing the queue',
  cleared: ({ count }: { count: number }) => `Cleared ${plural(count, 'waiting job', 'waiting jobs')}`,
  notCleared: ({ count }: { count: number }) => `${plural(count, 'job is', 'jobs are')} still waiting: the server did not drop them.`,
  clearFailed: ({ reason }: { reason: string }) => `The queue could not be cleared. ${reason}`,
  clearOwn: 'Clear my waiting jobs',
  clearOwnTitle: ({ count }: { count: number }) => `Clear ${plural(count, 'waiting job', 'waiting jobs')} of yours?`,
  clearOwnHint: 'They cannot be brought back. Those of others stay, and what is running goes on.',
  queueMenu: 'More for the queue',
  more: 'More',
  duplicate: 'Duplicate',
  runNext: 'Run next',
  sendFirst: 'Send first',
  isNext: 'It is the first already',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveLast: 'Move to the end',
  moveHandle: ({ name }: Named) => `Move ${name}`,
  moveHint: 'Drag to another place, or press Alt with an arrow key',
  orderStatus: 'Order',
  moved: ({ name, place, count }: Named & { place: number; count: number }) => `${name} is no. ${place} of ${count} now`,
  orderNotKept: 'This server does not keep the order it is asked for, so jobs cannot be moved here.',
  moveUnanswered: ({ name }: Named) => `The server did not answer. Where ${name} stands shows as soon as it does.`,
  moveStarted: ({ name }: Named) => `${name} began meanwhile and was left alone.`,
  moveGone: ({ name }: Named) => `${name} or its new neighbour no longer waits. Nothing was moved.`,
  moveNoRoom: ({ name }: Named) => `There is no place left between the jobs where ${name} shall stand. Move it one further.`,
  moveRefused: ({ name }: Named) => `The server did not take ${name} at the new place.`,
  moveFailed: ({ name, reason }: Named & { reason: string }) => `${name} was not moved. ${reason}`,
  moveFailedKept: ({ name, reason }: Named & { reason: string }) =>
    `${name} left the queue and could not be sent again. It is kept among the lost jobs. ${reason}`,
  pause: 'Pause',
  pauseHint: 'Take my waiting jobs off the server and hold them in this browser; what is running goes on',
  resume: ({ count }: { count: number }) => (count === 0 ? 'Resume' : `Resume (${count} held)`),
  resumeHint: ({ count }: { count: number }) => `Send ${plural(count, 'held job', 'held jobs')} to the server again`,
  paused: ({ held, left }: { held: number; left: number }) =>
    left === 0
      ? `Paused; ${plural(held, 'job is', 'jobs are')} held here`
      : `Paused; ${held} held here, ${left} could not be taken off the server`,
  pauseFailed: ({ reason }: { reason: string }) =>
    `The server did not answer, so waiting jobs may still be there. New ones are held here. ${reason}`,
  resumeFailed: ({ reason }: { reason: string }) => `The queue could not be resumed. ${reason}`,
  exportQueue: 'Export queue',
  importQueue: 'Import queue',
  importFile: 'Queue file',
  fileName: 'queue.json',
  exported: ({ count }: { count: number }) => `Exported ${plural(count, 'job', 'jobs')}`,
  notAQueue: ({ name }: Named) => `${name} is not an exported queue.`,
  imported: ({ accepted, refused }: { accepted: number; refused: number }) =>
    refused === 0 ? `Queued ${plural(accepted, 'job', 'jobs')}` : `Queued ${plural(accepted, 'job', 'jobs')}, ${refused} refused`,
  importStopped: ({ accepted, reason }: { accepted: number; reason: string }) =>
    `${plural(accepted, 'job', 'jobs')} queued, then: ${reason}`,
  lostJobs: 'Lost jobs',
  lostCount: ({ count }: { count: number }) =>
    count === 1 ? '1 job was lost when the server restarted.' : `${count} jobs were lost when the server restarted.`,
  againAll: ({ count }: { count: number }) => (count > 1 ? `Queue all ${count} again` : 'Queue again'),
  againDone: ({ count }: { count: number }) => `Queued ${plural(count, 'job', 'jobs')} again`,
  againLeft: ({ count, left }: { count: number; left: number }) =>
    `Queued ${plural(count, 'job', 'jobs')} again; ${left === 1 ? '1 stays' : `${left} stay`} lost. Run it again by itself to see why.`,
  dismissAll: 'Dismiss all',
  startsIn: ({ time }: { time: string }) => `starts in about ${time}`,
  queuedAt: ({ time }: { time: string }) => `since ${time}`,
  heldHint: 'held here while the queue is paused',
  lostHint: 'the server restarted before it ran',
  unknownHint: 'the server has not said what became of it',
  interruptCommand: 'Interrupt the running job',
});
