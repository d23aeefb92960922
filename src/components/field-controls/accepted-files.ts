/** The kinds of files a choice of files takes. */
export type UploadKind = 'image' | 'video' | 'audio' | 'file';

/** MIME patterns for the file chooser; none = anything. */
export const ACCEPTED: Readonly<Record<UploadKind, readonly string[]>> = {
  image: ['image/*'],
  video: ['video/*', 'image/gif', 'image/webp'],
  // Of a film the server takes the sound.
  audio: ['audio/*', 'video/*'],
  file: [],
};

/** Whether a control of that kind takes a file of this MIME type; files of no known type ('') are left to the server's judgement. */
export function accepts(kind: UploadKind, type: string): boolean {
  const patterns = ACCEPTED[kind];
  if (patterns.length === 0 || type === '') return true;
  return patterns.some((pattern) => (pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern));
}
