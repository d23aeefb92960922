import { defineTexts, plural } from '@/lib/texts';

interface Named {
  readonly name: string;
}

/** Texts of what can be done with a job. */
export const t = defineTexts({
  viewersLook: 'You can look here, not change',
  cancel: 'Cancel job',
  cancelling: 'Cancelling; waiting for the server to prove it',
  runAgain: 'Run again',
  newSeed: 'Run with new seed',
  noSeedHere: 'This job has no seed of its own',
  noSeed: ({ name }: Named) => `${name} has no seed of its own, so a new one would change nothing.`,
  runningAgain: 'Sending it again',
  openWorkflow: 'Open workflow',
  nothingToOpen: 'This job came without workflow and prompt',
  dismiss: 'Dismiss',
  cancelled: ({ name }: Named) => `Cancelled ${name}`,
  goneBefore: ({ name }: Named) => `${name} had already ended`,
  stillThere: ({ name }: Named) => `${name} was told to stop but still runs. It stops at the next step of its node.`,
  cancelFailed: ({ name, reason }: Named & { reason: string }) => `${name} could not be cancelled. ${reason}`,
  queuedAgain: ({ name }: Named) => `Queued ${name} again`,
  queuedPartly: ({ name, refused }: Named & { refused: number }) => `Queued ${name} again, ${plural(refused, 'output', 'outputs')} refused`,
  refusedAgain: ({ name, reason }: Named & { reason: string }) => `The server refused ${name}: ${reason}`,
  noAnswer: ({ name }: Named) => `The server did not answer. Whether ${name} is queued shows as soon as it does.`,
  againFailed: ({ name, reason }: Named & { reason: string }) => `${name} was not queued. ${reason}`,
  nothingToRun: ({ name }: Named) => `${name} came without a prompt, so it cannot be run again.`,
  atInput: ({ node, input, message }: { node: string; input: string; message: string }) => `${node} – ${input}: ${message}`,
  atNode: ({ node, message }: { node: string; message: string }) => `${node}: ${message}`,
  interrupted: 'Interrupted what was running',
  interruptFailed: ({ reason }: { reason: string }) => `The running job could not be interrupted. ${reason}`,
});
