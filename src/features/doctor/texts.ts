import { defineTexts } from '@/lib/texts';

/** Texts of the doctor's page; what is found has its words in `session/doctor/texts.ts`. */
export const t = defineTexts({
  doctor: 'Doctor',
  examine: 'Examine again',
  examining: 'Examining the server and the way to it',
  copyReport: 'Copy report',
  withRun: 'With a test run',
  withRunHint: 'Makes a picture of 16 pixels while the queue is empty, and removes it from the history',
  withSilence: 'Listen after 65 seconds of silence',
  withSilenceHint: 'Finds out whether the way cuts a quiet socket',
  findings: 'What is wrong',
  copyLine: ({ line }: { line: string }) => `Copy ${line}`,
  route: 'Route',
  result: 'Last answer',
  figures: 'Time and size',
  use: 'What depends on it',
  pending: 'still to come',
});
