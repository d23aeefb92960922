/** File endings to types, as Python's `mimetypes` with ComfyUI's additions gives them. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  ico: 'image/vnd.microsoft.icon',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  mp3: 'audio/mpeg',
  wav: 'audio/x-wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/opus',
  m4a: 'audio/mp4',
  glb: 'model/gltf-binary',
  gltf: 'model/gltf+json',
  obj: 'model/obj',
  stl: 'model/stl',
  json: 'application/json',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
  js: 'application/javascript',
  mjs: 'application/javascript',
  css: 'text/css',
  xml: 'text/xml',
  xsl: 'application/xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
};

/** Types a browser may run in the server's origin. */
const DANGEROUS = new Set([
  'text/html',
  'application/xhtml+xml',
  'application/javascript',
  'text/css',
  'text/xml',
  'application/xml',
  'image/svg+xml',
]);

/** The type of a file by its ending; unknown ones are octet streams. */
export function guessMimeType(fileName: string): string {
  const ending = /\.([^./]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(TYPES, ending) ? (TYPES[ending] ?? '') : 'application/octet-stream';
}

/** Whether `/view` must not serve this type as what it is. */
export function isDangerousType(mimeType: string): boolean {
  return DANGEROUS.has(mimeType);
}
