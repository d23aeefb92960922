import { Box, FileQuestionMark, FileText, Film, Image, Music } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MediaKind } from '@/jobs/job';

const ICONS: Readonly<Record<MediaKind, LucideIcon>> = {
  image: Image,
  video: Film,
  audio: Music,
  model: Box,
  text: FileText,
  file: FileQuestionMark,
};

/** The icon of a kind of output; decorative, its word or the file's name stands beside it. */
export function MediaIcon({ kind, size = 16 }: { readonly kind: MediaKind; readonly size?: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} strokeWidth={1.75} aria-hidden className="shrink-0" />;
}
