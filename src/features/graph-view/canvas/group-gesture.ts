import type { Point } from '@/graph/document/model';
import type { Rect } from './viewport';

/** What a hand does to a group. Kept by the view until the pointer lets go, then written to the document as one edit. */
export type GroupGesture =
  /** `groups`: those that move, the ones inside included; its nodes move as a `NodeDrag`. */
  | { readonly kind: 'move'; readonly index: number; readonly groups: ReadonlySet<number>; readonly by: Point }
  | { readonly kind: 'resize'; readonly index: number; readonly bounds: Rect }
  /** On their way from old places to those the document has. */
  | { readonly kind: 'glide'; readonly bounds: ReadonlyMap<number, Rect> };
