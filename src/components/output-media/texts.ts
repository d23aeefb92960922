import { defineTexts } from '@/lib/texts';

/** Texts of outputs, wherever they are shown. */
export const t = defineTexts({
  image: 'Picture',
  video: 'Video',
  audio: 'Sound',
  model: '3D model',
  text: 'Text',
  file: 'File',
  outputOf: ({ name }: { name: string }) => `Output ${name}`,
  captioned: ({ kind, text }: { kind: string; text: string }) => `${kind}: ${text}`,
  notShown: 'not available',
  gone: 'This file is no longer on the server.',
  goneTemp: 'This preview file is gone: the server empties its temporary folder when it starts.',
  undecodable: 'The browser cannot show this kind of file. Download it to open it elsewhere.',
  failed: ({ reason }: { reason: string }) => `The file could not be loaded. ${reason}`,
  checking: 'Looking for the file',
  retry: 'Try again',
  download: 'Download',
  downloadFailed: ({ name, reason }: { name: string; reason: string }) => `“${name}” could not be downloaded. ${reason}`,
  copied: 'Copied',
  copyFailed: 'The browser does not allow copying here',
});
