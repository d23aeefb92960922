import type { JobOutput, MediaKind } from '@/jobs/job';
import { t } from './texts';

/** What an output is called: its file's name, or the beginning of its text. */
export function toOutputName(output: Pick<JobOutput, 'file' | 'text' | 'kind'>): string {
  if (output.file !== null) return output.file.filename;
  const line = (output.text ?? '').replace(/\s+/g, ' ').trim();
  return line === '' ? t[output.kind] : line.slice(0, 40);
}

/** What a picture shows, in words: the text it was made from, else its file's name. */
export function toAltText(output: Pick<JobOutput, 'file' | 'text' | 'kind'>, caption: string): string {
  return caption === '' ? t.outputOf({ name: toOutputName(output) }) : t.captioned({ kind: wordKind(output.kind), text: caption });
}

/** A kind of output as a word. */
export function wordKind(kind: MediaKind): string {
  return t[kind];
}
